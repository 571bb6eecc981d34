package io.limpid.runtime.wire;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import org.jspecify.annotations.Nullable;

/** The codec of a remote interface: one byte, 0 for null or the kind of the reference, and its parts. */
final class RemoteCodec<T> implements Codec<T> {
    private static final byte NULL = 0;
    private static final byte NAMED = 1;
    private static final byte DIRECT = 2;
    private static final byte CONNECTED = 3;
    private static final byte HOME = 4;

    private final Class<T> type;

    RemoteCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        RemoteReference reference = out.references().toReference(value, type);
        if (reference instanceof RemoteReference.Direct direct) {
            out.writeByte(DIRECT);
            out.writeString(direct.name().path());
            out.writeString(direct.endpoint().host());
            out.writeUnsigned(direct.endpoint().port());
        } else {
            out.writeByte(kindOf(reference));
            out.writeString(reference.name().path());
        }
    }

    private static byte kindOf(RemoteReference reference) {
        if (reference instanceof RemoteReference.Named) {
            return NAMED;
        }
        return reference instanceof RemoteReference.Home ? HOME : CONNECTED;
    }

    @Override
    public @Nullable T read(PayloadReader in) {
        byte kind = in.readByte();
        if (kind == NULL) {
            return null;
        }
        in.charge(256);
        RemoteReference reference;
        try {
            reference = readReference(in, kind);
        } catch (IllegalArgumentException e) {
            throw in.refused(this, e);
        }
        return in.references().toObject(reference, type);
    }

    private static RemoteReference readReference(PayloadReader in, byte kind) {
        ObjectName name = new ObjectName(text(in));
        return switch (kind) {
            case NAMED -> new RemoteReference.Named(name);
            case DIRECT -> new RemoteReference.Direct(name, new Endpoint(text(in), in.readUnsigned()));
            case CONNECTED -> new RemoteReference.Connected(name);
            case HOME -> new RemoteReference.Home(name);
            default -> throw in.fail("a kind of reference that is not known");
        };
    }

    private static String text(PayloadReader in) {
        String text = in.readString();
        if (text == null || text.length() > ObjectName.MAX_LENGTH) {
            throw in.fail("a name that is missing or too long");
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemoteCodec<?> codec && type == codec.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
