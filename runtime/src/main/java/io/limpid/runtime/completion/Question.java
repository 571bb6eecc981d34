package io.limpid.runtime.completion;

import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.invocation.Arguments;
import io.limpid.runtime.invocation.Effect;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import io.limpid.runtime.wire.ThrownTypes;

/**
 * The arguments of the question what became of a call, which is put to the call's object as one more method that every interface has: so
 * it finds the object wherever it is by now, is repeated, redirected and refused like any call, and needs no frame of its own. It comes
 * under the client id under which the call was made.
 *
 * <p>A call that has not come when it is asked about never runs: otherwise the answer could be wrong a moment later.
 *
 * @param sequence the call's
 * @param incarnation of the object as which it may have run; another one does not know
 */
public record Question(long sequence, long incarnation) implements Arguments {
    /** No method of an interface has this number. */
    public static final int METHOD = 0;

    private static final Told.AsCodec ANSWER = new Told.AsCodec();

    /** The method that an interface has for it. */
    public static MethodDescriptor<Told> methodOf(InterfaceId type) {
        return new MethodDescriptor<>(
                type, METHOD, "(what became of a call)", Effect.READ_ONLY, null, false, ANSWER, ThrownTypes.NONE);
    }

    @Override
    public void writeTo(PayloadWriter out) {
        out.writeLong(sequence);
        out.writeLong(incarnation);
    }

    /**
     * Reads one.
     *
     * @throws io.limpid.runtime.wire.PayloadException if the bytes are none
     */
    public static Question read(PayloadReader in) {
        Question question = new Question(in.readLong(), in.readLong());
        in.end();
        return question;
    }
}
