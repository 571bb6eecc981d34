package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.log.LogPosition;
import io.limpid.log.StateMachine;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.NumberRanges;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cell's state: its objects, each with the completion records of its calls, those of objects that were taken out, and the cell's time. An entry of the log is a call, which runs
 * here once it is ordered; that an object is created is a call of the cell's {@link CellDirectory}. The log serialises what is called here.
 */
final class CellMachine implements StateMachine, CellDirectory {
    /** Of the snapshot; read by every later version. The first had nothing of calls of the directory, nor of objects that were taken out. */
    private static final int FORM = 2;

    private static final int FIRST_FORM = 1;

    /** Clients come and go, so that those that are over lie beside one another. Beyond so many gaps records are kept instead. */
    private static final int MOST_RANGES = 100_000;

    /** Of a page. */
    private static final int MOST_CLIENTS = 1_000;

    private final ObjectName name;
    private final CellTypes types;
    private final Listener listener;
    private CellObject<CellDirectory> directory;

    /** By path, so that equal states are equal bytes. */
    private final TreeMap<String, Member> members = new TreeMap<>();

    /** By path, of names whose object was taken out, and has no successor yet. Until their clients are over: the network may bring a call late. */
    private final TreeMap<String, CellRecords> gone = new TreeMap<>();

    /** Clients of which nothing runs any more. */
    private final NumberRanges over = new NumberRanges(MOST_RANGES);

    /** That of the latest call. */
    private Instant time = Instant.EPOCH;

    /** The same for as long as there is anything of the cell; null until it is led for the first time. */
    private @Nullable UUID identity;

    /** Hears of what there is, and of marks, on the log's thread, perhaps more than once. */
    @FunctionalInterface
    interface Listener {
        /** Such an object is there from now on, in the cell of this identity. */
        void appeared(ObjectName name, RemoteType<?> type, UUID cell);

        /** There is none of that name any more. */
        default void disappeared(ObjectName name) {}

        /** Such a mark was met. */
        default void marked(UUID asker, long askedAt) {}
    }

    /** One of the user's objects. */
    private record Member(CellType<?> type, CellObject<?> object) {}

    /**
     * Makes an empty one.
     *
     * @param name the cell's own, by which its directory is called
     * @param listener is told of each object, the directory among them
     */
    CellMachine(ObjectName name, CellTypes types, Listener listener) {
        this.name = name;
        this.types = types;
        this.listener = listener;
        this.directory = directoryWith(new CellRecords());
    }

    private CellObject<CellDirectory> directoryWith(CellRecords records) {
        return new CellObject<>(new RemoteTypes().of(CellDirectory.class), this, records);
    }

    @Override
    public byte[] apply(LogPosition position, byte[] command) {
        CellEntry entry = CellEntry.of(command);
        // The clock of a new leader may be behind that of the one before.
        time = entry.time().isAfter(time) ? entry.time() : time;
        long client = entry.id().client().clientId();
        if (over.contains(client)) {
            return CellAnswer.refusal(Reason.NOT_ALLOWED, "the lease of client " + client + " has ended");
        }
        CellObject<?> object = find(entry.object());
        if (object != null) {
            return object.apply(entry, new ReplicatedCall(time, entry.seed()));
        }
        CellRecords left = gone.get(entry.object().path());
        return left == null ? notFound(entry) : left.ofNoObject(entry);
    }

    @Override
    public byte[] query(byte[] query) {
        CellEntry entry = CellEntry.of(query);
        CellObject<?> object = find(entry.object());
        Instant now = entry.time().isAfter(time) ? entry.time() : time;
        return object == null ? notFound(entry) : object.ask(entry, new ReplicatedCall(now, entry.seed()));
    }

    private @Nullable CellObject<?> find(ObjectName wanted) {
        if (wanted.equals(name)) {
            return directory;
        }
        Member member = members.get(wanted.path());
        return member == null ? null : member.object();
    }

    private static byte[] notFound(CellEntry entry) {
        return CellAnswer.refusal(Reason.NOT_FOUND, "the cell holds no object named " + entry.object());
    }

    @Override
    public void found(UUID drawn) {
        if (identity == null) {
            identity = drawn;
            appeared(name, directory.type());
        }
    }

    private void appeared(ObjectName object, RemoteType<?> type) {
        UUID cell = identity;
        if (cell == null) {
            throw new IllegalStateException(name + " was not founded yet");
        }
        listener.appeared(object, type, cell);
    }

    @Override
    public Kind create(ObjectName wanted, Kind kind, byte[] state) {
        if (wanted.equals(name)) {
            return directoryKind();
        }
        Member present = members.get(wanted.path());
        if (present == null) {
            CellType<?> type = types.of(kind);
            try {
                Object object = type.restore(new ByteArrayInputStream(state));
                CellRecords earlier = gone.remove(wanted.path());
                present = new Member(type, type.called(object, earlier == null ? new CellRecords() : earlier));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            members.put(wanted.path(), present);
            appeared(wanted, type.remote());
        }
        return present.type().kind();
    }

    @Override
    public boolean remove(ObjectName unwanted) {
        Member removed = members.remove(unwanted.path());
        if (removed == null) {
            return false;
        }
        keep(unwanted.path(), removed.object().records());
        listener.disappeared(unwanted);
        return true;
    }

    /** Nothing, if it knows of nobody. */
    private void keep(String path, CellRecords records) {
        if (!records.clients().isEmpty()) {
            gone.put(path, records);
        }
    }

    private Stream<CellRecords> records() {
        return Stream.of(
                        Stream.of(directory.records()),
                        members.values().stream().map(member -> member.object().records()),
                        gone.values().stream())
                .flatMap(each -> each);
    }

    @Override
    public List<ClientKey> clients(long after) {
        return records()
                .flatMap(each -> each.clients().stream())
                .filter(client -> client.clientId() > after)
                .distinct()
                .sorted(Comparator.comparingLong(ClientKey::clientId).thenComparing(ClientKey::principal))
                .limit(MOST_CLIENTS)
                .toList();
    }

    @Override
    public void forget(List<Long> clientIds) {
        Set<Long> ended = new HashSet<>(clientIds);
        ended.removeIf(clientId -> !over.add(clientId));
        records()
                .forEach(each -> each.clients().stream()
                        .filter(client -> ended.contains(client.clientId()))
                        .forEach(each::forget));
        gone.values().removeIf(each -> each.clients().isEmpty());
    }

    @Override
    public CompletionStage<Void> mark(UUID asker, long askedAt) {
        listener.marked(asker, askedAt);
        return CompletableFuture.completedFuture(null);
    }

    private Kind directoryKind() {
        return new Kind(directory.type().id().name(), CellMachine.class.getName());
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeByte(FORM);
        out.writeUTF(identity == null ? "" : identity.toString());
        out.writeLong(time.toEpochMilli());
        SortedMap<Long, Long> ended = over.byFirst();
        out.writeInt(ended.size());
        for (Map.Entry<Long, Long> range : ended.entrySet()) {
            out.writeLong(range.getKey());
            out.writeLong(range.getValue());
        }
        out.writeInt(members.size());
        for (Map.Entry<String, Member> each : members.entrySet()) {
            Member member = each.getValue();
            out.writeUTF(each.getKey());
            out.writeUTF(member.type().kind().type());
            out.writeUTF(member.type().kind().stateClass());
            member.type().capture(member.object().object(), out);
            member.object().records().writeTo(out);
        }
        directory.records().writeTo(out);
        out.writeInt(gone.size());
        for (Map.Entry<String, CellRecords> each : gone.entrySet()) {
            out.writeUTF(each.getKey());
            each.getValue().writeTo(out);
        }
        out.flush();
    }

    @Override
    public void readSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int form = in.readByte();
        if (form != FORM && form != FIRST_FORM) {
            throw new IOException("snapshot of form " + form + " (expected: " + FIRST_FORM + " or " + FORM + ")");
        }
        Set<String> before = new HashSet<>(members.keySet());
        members.clear();
        gone.clear();
        String founded = in.readUTF();
        if (!founded.isEmpty()) {
            identity = UUID.fromString(founded);
            appeared(name, directory.type());
        }
        time = Instant.ofEpochMilli(in.readLong());
        SortedMap<Long, Long> ended = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            ended.put(in.readLong(), in.readLong());
        }
        over.become(ended);
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            ObjectName read = new ObjectName(in.readUTF());
            CellType<?> type = types.of(new Kind(in.readUTF(), in.readUTF()));
            Object object = type.restore(in);
            members.put(read.path(), new Member(type, type.called(object, CellRecords.readFrom(in))));
            before.remove(read.path());
            appeared(read, type.remote());
        }
        directory = directoryWith(form == FIRST_FORM ? new CellRecords() : CellRecords.readFrom(in));
        for (int left = form == FIRST_FORM ? 0 : in.readInt(); left > 0; left--) {
            gone.put(in.readUTF(), CellRecords.readFrom(in));
        }
        before.forEach(path -> listener.disappeared(new ObjectName(path)));
    }
}
