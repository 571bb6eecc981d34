package io.limpid.runtime.simulation;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.transport.Request;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import java.util.function.Consumer;

/** A request that arrives otherwise than it was sent, for mistakes that are planted. */
public final class AlteredRequest {
    private AlteredRequest() {}

    /** The same with other arguments. */
    public static Request withArguments(Request request, Consumer<PayloadWriter> arguments) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, new NoReferences());
        arguments.accept(out);
        return with(request, request.standing(), out.toBytes());
    }

    /** The same, made as of another epoch. */
    public static Request asOf(Request request, Standing standing) {
        return with(request, standing, request.payload().bytes());
    }

    /** What its arguments are read from. */
    public static PayloadReader reader(Request request) {
        return new PayloadReader(request.payload().bytes(), Limits.DEFAULT, new NoReferences());
    }

    private static Request with(Request request, Standing standing, byte[] payload) {
        return new Request(
                request.object(),
                request.type(),
                request.method(),
                standing,
                request.acknowledged(),
                request.id(),
                request.chain(),
                request.deadline(),
                payload,
                request.cancellation(),
                request.connection());
    }
}
