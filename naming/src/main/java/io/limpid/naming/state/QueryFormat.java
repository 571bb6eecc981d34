package io.limpid.naming.state;

import io.limpid.naming.state.Query.ClientOwners;
import io.limpid.naming.state.Query.Copy;
import io.limpid.naming.state.Query.Counts;
import io.limpid.naming.state.Query.EndedClients;
import io.limpid.naming.state.Query.ListNames;
import io.limpid.naming.state.Query.LivingHosts;
import io.limpid.naming.state.Query.Resolve;
import io.limpid.naming.state.Query.Since;
import io.limpid.runtime.identity.ObjectName;
import java.io.IOException;

/** Queries as bytes: the kind, then the fields in the order of the record. */
final class QueryFormat {
    private static final int RESOLVE = 1;
    private static final int LIST = 2;
    private static final int SINCE = 3;
    private static final int ENDED_CLIENTS = 4;
    private static final int COUNTS = 5;
    private static final int CLIENT_OWNERS = 6;
    private static final int LIVING_HOSTS = 7;
    private static final int COPY = 8;

    private QueryFormat() {}

    static void write(Query query, Output out) {
        if (query instanceof Resolve resolve) {
            out.writeByte(RESOLVE);
            out.writeString(resolve.name().path());
        } else if (query instanceof ListNames list) {
            out.writeByte(LIST);
            out.writeString(list.prefix());
            out.writeString(list.after());
            out.writeLong(list.limit());
        } else if (query instanceof Since since) {
            out.writeByte(SINCE);
            out.writeString(since.prefix());
            out.writeLong(since.after());
            out.writeLong(since.limit());
        } else if (query instanceof EndedClients ended) {
            out.writeByte(ENDED_CLIENTS);
            out.writeList(ended.clientIds(), out::writeLong);
        } else if (query instanceof ClientOwners owners) {
            out.writeByte(CLIENT_OWNERS);
            out.writeList(owners.clientIds(), out::writeLong);
        } else if (query instanceof LivingHosts) {
            out.writeByte(LIVING_HOSTS);
        } else if (query instanceof Copy) {
            out.writeByte(COPY);
        } else if (query instanceof Counts) {
            out.writeByte(COUNTS);
        } else {
            throw new IllegalStateException("no format for " + query);
        }
    }

    static Query read(Input in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case RESOLVE -> new Resolve(new ObjectName(in.readString()));
            case LIST -> new ListNames(in.readString(), in.readString(), in.readInt());
            case SINCE -> new Since(in.readString(), in.readLong(), in.readInt());
            case ENDED_CLIENTS -> new EndedClients(in.readList(Input::readLong));
            case COUNTS -> new Counts();
            case CLIENT_OWNERS -> new ClientOwners(in.readList(Input::readLong));
            case LIVING_HOSTS -> new LivingHosts();
            case COPY -> new Copy();
            default -> throw new IOException("kind " + kind + " (expected: " + RESOLVE + " to " + COPY + ")");
        };
    }
}
