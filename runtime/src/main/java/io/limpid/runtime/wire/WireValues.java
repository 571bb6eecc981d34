package io.limpid.runtime.wire;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads the values that frames share. */
final class WireValues {
    private static final int PRIMARY = 0;
    private static final int BACKUP = 1;

    private WireValues() {}

    static ObjectName readName(FrameReader in) {
        try {
            return new ObjectName(in.readText("object name", ObjectName.MAX_LENGTH));
        } catch (IllegalArgumentException e) {
            throw new FrameException("object name: not of the form that names have");
        }
    }

    static InterfaceId readInterface(FrameReader in) {
        try {
            return new InterfaceId(in.readText("interface name", FrameFormat.MAX_INTERFACE_BYTES));
        } catch (IllegalArgumentException e) {
            throw new FrameException("interface name: blank");
        }
    }

    static void writeBinding(FrameWriter out, Binding binding) {
        out.writeText(binding.name().path(), ObjectName.MAX_LENGTH);
        out.writeText(binding.type().name(), FrameFormat.MAX_INTERFACE_BYTES);
        out.writeVarint(binding.epoch());
        out.writeVarint(binding.incarnation());
        // A redirect is a hint: the first replicas are enough to go on with.
        List<Replica> replicas =
                binding.replicas().subList(0, Math.min(binding.replicas().size(), FrameFormat.MAX_REPLICAS));
        out.writeVarint(replicas.size());
        for (Replica replica : replicas) {
            out.writeText(replica.host(), FrameFormat.MAX_HOST_BYTES);
            out.writeText(replica.endpoint().host(), FrameFormat.MAX_HOST_BYTES);
            out.writeVarint(replica.endpoint().port());
            out.writeByte(replica.role() == Replica.Role.PRIMARY ? PRIMARY : BACKUP);
        }
    }

    static Binding readBinding(FrameReader in) {
        ObjectName name = readName(in);
        InterfaceId type = readInterface(in);
        long epoch = in.readVarint("epoch", Long.MAX_VALUE);
        long incarnation = in.readVarint("incarnation", Long.MAX_VALUE);
        int count = (int) in.readVarint("replicas", FrameFormat.MAX_REPLICAS);
        List<Replica> replicas = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            replicas.add(readReplica(in));
        }
        try {
            return new Binding(name, type, epoch, incarnation, replicas);
        } catch (IllegalArgumentException e) {
            throw new FrameException("redirect: not a binding");
        }
    }

    private static Replica readReplica(FrameReader in) {
        String host = in.readText("host", FrameFormat.MAX_HOST_BYTES);
        String address = in.readText("address", FrameFormat.MAX_HOST_BYTES);
        int port = (int) in.readVarint("port", 65535);
        int role = in.readByte("role");
        if (role > BACKUP) {
            throw new FrameException("role: " + role + " (expected: at most " + BACKUP + ")");
        }
        try {
            return new Replica(
                    host, new Endpoint(address, port), role == PRIMARY ? Replica.Role.PRIMARY : Replica.Role.BACKUP);
        } catch (IllegalArgumentException e) {
            throw new FrameException("redirect: not an endpoint");
        }
    }
}
