package io.limpid.runtime.wire;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a method to be run; its payload, the arguments, begins behind it and goes on in {@link Frame.CallChunk}s where it is
 * long.
 *
 * @param correlation the caller's number for the call on this connection: 1 for the first, then one more each time
 * @param object which object and by which interface
 * @param method the method's number
 * @param standing as which the caller believes the object to be there
 * @param id the call's identity, with what the caller knows about it
 * @param deadlineMicros how much time is left, in microseconds, when the frame is written
 * @param payloadBytes the length of the whole payload
 */
public record CallFrame(
        long correlation,
        Target object,
        int method,
        Standing standing,
        Identity id,
        long deadlineMicros,
        long payloadBytes)
        implements Frame {
    private static final int DEFINES = 1;
    private static final int CHAINED = 2;

    /**
     * An object on this connection. The caller numbers the objects that it calls: with the first call it gives number, name and
     * interface, later the number alone.
     *
     * @param number 0 for an object that is not given a number
     * @param name its name; null where the number was given before
     * @param type its interface; null where the name is
     */
    public record Target(
            int number, @Nullable ObjectName name, @Nullable InterfaceId type) {
        /** @throws IllegalArgumentException if there is neither a number nor a name, or only half of the latter */
        public Target {
            if ((name == null) != (type == null) || (name == null && number == 0) || number < 0) {
                throw new IllegalArgumentException("object: number " + number + ", name " + name + ", interface " + type
                        + " (expected: a number" + " that was given before, or a name with its interface)");
            }
        }
    }

    /**
     * Which call it is.
     *
     * @param invocation the same for all attempts
     * @param acknowledged the client has the answers of all its calls of this object with sequences below; 0 where it does not say
     * @param attempt which sending of the call this is, from 1; 0 where the caller does not count
     * @param chain the outermost call that this one serves, itself if none
     */
    public record Identity(InvocationId invocation, long acknowledged, long attempt, InvocationId chain) {}

    @Override
    public FrameType type() {
        return FrameType.CALL;
    }

    @Override
    public boolean carriesPayload() {
        return true;
    }

    @Override
    public void writeBody(FrameWriter out) {
        ObjectName name = object.name;
        InterfaceId type = object.type;
        boolean defines = name != null && type != null;
        boolean chained = !id.chain.equals(id.invocation);
        out.writeVarint(correlation);
        out.writeByte((defines ? DEFINES : 0) | (chained ? CHAINED : 0));
        out.writeVarint(object.number);
        if (name != null && type != null) {
            out.writeText(name.path(), ObjectName.MAX_LENGTH);
            out.writeText(type.name(), FrameFormat.MAX_INTERFACE_BYTES);
        }
        out.writeFixedInt(method);
        out.writeVarint(standing.epoch());
        out.writeVarint(standing.epoch() - standing.incarnation());
        writeId(out, id.invocation);
        out.writeVarint(id.acknowledged);
        out.writeVarint(id.attempt);
        if (chained) {
            writeId(out, id.chain);
        }
        out.writeVarint(deadlineMicros);
        out.writeVarint(payloadBytes);
    }

    static CallFrame read(FrameReader in) {
        long correlation = Frame.readCorrelation(in);
        int flags = in.readByte("flags");
        if ((flags & ~(DEFINES | CHAINED)) != 0) {
            throw new FrameException("flags: " + flags + " (expected: bits of version " + FrameFormat.VERSION + ")");
        }
        Target object = readTarget(in, (flags & DEFINES) != 0);
        int method = in.readFixedInt("method");
        long epoch = in.readVarint("epoch", Long.MAX_VALUE);
        Standing standing = new Standing(epoch, epoch - in.readVarint("age of the incarnation", epoch));
        InvocationId invocation = readId(in);
        long acknowledged = in.readVarint("acknowledged prefix", invocation.sequence());
        long attempt = in.readVarint("attempt", Integer.MAX_VALUE);
        InvocationId chain = (flags & CHAINED) != 0 ? readId(in) : invocation;
        long deadline = in.readVarint("deadline", Long.MAX_VALUE);
        long payload = in.readVarint("payload length", Long.MAX_VALUE);
        return new CallFrame(
                correlation,
                object,
                method,
                standing,
                new Identity(invocation, acknowledged, attempt, chain),
                deadline,
                payload);
    }

    private static Target readTarget(FrameReader in, boolean defines) {
        int number = (int) in.readVarint("object number", Integer.MAX_VALUE);
        if (!defines) {
            if (number == 0) {
                throw new FrameException("object number: 0 without a name");
            }
            return new Target(number, null, null);
        }
        return new Target(number, WireValues.readName(in), WireValues.readInterface(in));
    }

    private static void writeId(FrameWriter out, InvocationId id) {
        out.writeVarint(id.clientId());
        out.writeVarint(id.sequence());
    }

    private static InvocationId readId(FrameReader in) {
        return new InvocationId(in.readVarint("client id"), in.readVarint("sequence", Long.MAX_VALUE));
    }
}
