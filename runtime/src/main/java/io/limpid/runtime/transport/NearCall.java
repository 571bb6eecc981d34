package io.limpid.runtime.transport;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.wire.Immutables;
import io.limpid.runtime.wire.PayloadReader;
import java.util.function.Function;

/** A call from within this process that may run on its caller's thread. What is passed by value is copied, unless it cannot be changed. */
public final class NearCall {
    private static final byte[] NO_BYTES = {};

    private final LocalConnection near;
    private final Invocation invocation;
    private final Class<?> type;
    private final Standing standing;

    NearCall(LocalConnection near, Invocation invocation, Class<?> type, Standing standing) {
        this.near = near;
        this.invocation = invocation;
        this.type = type;
        this.standing = standing;
    }

    /** The call, which has its id. */
    public Invocation invocation() {
        return invocation;
    }

    /** The Java interface by which it is made. */
    public Class<?> type() {
        return type;
    }

    /** As which the caller believes the object to be here. */
    public Standing standing() {
        return standing;
    }

    /** Whether it serves another. */
    public boolean isNested() {
        InvocationId id = invocation.id();
        return !invocation.chain().equals(id);
    }

    /** Over which connection it would come. */
    public Connection connection() {
        return near.peer();
    }

    /**
     * Gives the object's arguments.
     *
     * @param read reads them back
     * @throws io.limpid.runtime.wire.PayloadException if they cannot be passed
     */
    public Arguments arguments(Function<PayloadReader, Arguments> read) {
        Arguments given = invocation.arguments();
        return given == Arguments.NONE || Immutables.isImmutable(given) ? given : near.carried(invocation, read);
    }

    /** Gives the caller's outcome. */
    public Outcome outcome(Outcome given) {
        return given instanceof Outcome.Returned returned && Immutables.isImmutable(returned.value())
                ? given
                : near.carried(invocation.method(), given);
    }

    /** The same as a request without arguments, to speak of it. */
    public Request request() {
        return new Request(
                invocation.object(),
                invocation.method().type(),
                invocation.method().id(),
                standing,
                0,
                invocation.id(),
                invocation.chain(),
                invocation.deadline(),
                NO_BYTES,
                invocation.cancellation(),
                connection());
    }
}
