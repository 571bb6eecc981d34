package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.Fate;
import io.limpid.cell.CellDirectory.Kind;
import io.limpid.log.LogPosition;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.Question;
import io.limpid.runtime.completion.RecordKey;
import io.limpid.runtime.completion.Told;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.migration.RecordsForm;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state machine by itself: what entries do to it, and that nothing else does anything. */
final class CellMachineTest {
    private static final ObjectName CELL = new ObjectName("cells/test");
    private static final ObjectName BOOK = new ObjectName("book");
    private static final RemoteType<Logbook> TYPE = new RemoteTypes().of(Logbook.class);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<ObjectName> appeared = new ArrayList<>();
    private final List<ObjectName> disappeared = new ArrayList<>();
    private final CellMachine machine = newMachine();
    private long index;

    private CellMachine newMachine() {
        CellMachine made = new CellMachine(CELL, new CellTypes(), new CellMachine.Listener() {
            @Override
            public void appeared(ObjectName name, RemoteType<?> type, UUID cell) {
                appeared.add(name);
            }

            @Override
            public void disappeared(ObjectName name) {
                disappeared.add(name);
            }
        });
        made.found(new UUID(1, 2));
        made.create(BOOK, new Kind(TYPE.id().name(), "io.limpid.cell.Pages"), state());
        return made;
    }

    private static byte[] state() {
        return new CellTypes().of(Logbook.class, new Pages()).capture(new Pages());
    }

    @BeforeEach
    void forget() {
        appeared.clear();
    }

    @Test
    void aCallThatComesAgainIsAnsweredFromItsRecord() {
        byte[] first = apply(machine, write(1, 7));
        byte[] again = apply(machine, write(1, 7));

        assertThat(again).isEqualTo(first);
        assertThat(count(machine)).isEqualTo(1);
    }

    @Test
    void aCallThatComesAgainAfterASnapshotIsAnsweredFromItsRecord() throws IOException {
        byte[] first = apply(machine, write(1, 7));
        byte[] failed = apply(machine, entry(2, 0, LogbookMethods.SPILL, out -> out.writeLong(8)));

        CellMachine restored = restored(machine);

        assertThat(apply(restored, write(1, 7))).isEqualTo(first);
        assertThat(apply(restored, entry(2, 0, LogbookMethods.SPILL, out -> out.writeLong(8))))
                .isEqualTo(failed);
        assertThat(count(restored)).isEqualTo(2);
    }

    @Test
    void whatAClientHasAcknowledgedIsForgottenAndNeverRunsAgain() throws IOException {
        apply(machine, write(1, 7));
        byte[] withRecord = snapshot(machine);
        apply(machine, entry(2, 2, LogbookMethods.COUNT, out -> {}));
        apply(machine, entry(3, 3, LogbookMethods.WRITE, out -> out.writeLong(8)));

        apply(machine, write(1, 7));
        apply(restored(machine), write(1, 7));

        assertThat(count(machine)).isEqualTo(2);
        assertThat(withRecord.length).isGreaterThan(0);
        assertThat(count(restored(machine))).isEqualTo(2);
    }

    @Test
    void equalEntriesMakeEqualStatesAndAnswers() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed: " + seed);
        Random random = new Random(seed);
        CellMachine other = newMachine();
        CellMachine late = null;
        for (int i = 1; i <= 1_000; i++) {
            byte[] entry = random(i, random);
            byte[] answer = apply(machine, entry);
            assertThat(apply(other, entry)).isEqualTo(answer);
            if (late != null) {
                assertThat(apply(late, entry)).isEqualTo(answer);
            }
            if (i == 500) {
                late = restored(machine);
            }
        }

        assertThat(snapshot(other)).isEqualTo(snapshot(machine));
        assertThat(snapshot(late)).isEqualTo(snapshot(machine));
    }

    /** Clients come and go: each is one of three for a hundred entries, and over some time later. */
    private static byte[] random(int i, Random random) {
        if (i % 50 == 0) {
            return forgetting(i, random.nextInt(1 + i / 100));
        }
        long sequence = 1 + random.nextInt(i);
        byte[] entry = switch (random.nextInt(4)) {
            case 0 -> entry(sequence, 0, LogbookMethods.WRITE, out -> out.writeLong(random.nextInt(10) - 2));
            case 1 -> entry(sequence, 0, LogbookMethods.SPILL, out -> out.writeLong(i));
            case 2 -> entry(sequence, 0, LogbookMethods.DRAW, out -> {});
            default -> entry(sequence, 0, LogbookMethods.NAME, out -> out.writeString("n" + i));
        };
        return by(1 + i / 100 + random.nextInt(3), entry);
    }

    private static byte[] forgetting(long sequence, long clientId) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
        new CellDirectoryMethods.ForgetArguments(List.of(clientId)).writeTo(out);
        return new CellEntry(
                        CELL,
                        CellDirectoryMethods.TYPE,
                        CellDirectoryMethods.FORGET_ID,
                        new RecordKey(new ClientKey(1_000, ""), sequence),
                        0,
                        NOON,
                        42,
                        out.toBytes())
                .toBytes();
    }

    private static byte[] by(long clientId, byte[] entry) {
        CellEntry of = CellEntry.of(entry);
        return new CellEntry(
                        of.object(),
                        of.type(),
                        of.method(),
                        new RecordKey(new ClientKey(clientId, ""), of.id().sequence()),
                        of.acknowledged(),
                        of.time(),
                        of.seed(),
                        of.arguments())
                .toBytes();
    }

    @Test
    void timeNeverGoesBackNotEvenAfterASnapshot() throws IOException {
        apply(machine, at(NOON, 1));
        byte[] atNoon = apply(machine, at(NOON.minusSeconds(60), 2));
        byte[] restored = apply(restored(machine), at(NOON.minusSeconds(90), 3));

        assertThat(restored).isEqualTo(atNoon);
    }

    @Test
    void argumentsThatCannotBeReadChangeNothingAndMayComeAgainWhole() {
        apply(machine, entry(1, 0, LogbookMethods.WRITE, out -> out.writeByte((byte) 0x80)));
        assertThat(count(machine)).isZero();

        apply(machine, write(1, 7));

        assertThat(count(machine)).isEqualTo(1);
    }

    @Test
    void aStageMustBeCompleteWhenItIsReturned() {
        byte[] answer = apply(machine, entry(1, 0, LogbookMethods.WRITE_LATER, out -> {
            out.writeLong(7);
            out.writeBoolean(false);
        }));
        apply(machine, entry(2, 0, LogbookMethods.WRITE_LATER, out -> {
            out.writeLong(7);
            out.writeBoolean(true);
        }));

        assertThat(new String(answer, StandardCharsets.UTF_8)).contains("not complete");
        assertThat(count(machine)).isEqualTo(1);
    }

    @Test
    void whoAsksAboutACallLearnsWhatBecameOfItAndOneThatHasNotComeNeverRuns() throws IOException {
        apply(machine, write(1, 7));

        Told ran = told(apply(machine, question(3, 1)));
        Told came = told(apply(machine, question(4, 2)));

        assertThat(ran.of(LogbookMethods.WRITE)).isEqualTo(new Fate.Returned(1));
        assertThat(came.of(LogbookMethods.WRITE)).isInstanceOf(Fate.NotExecuted.class);
        apply(machine, write(2, 8));
        apply(restored(machine), write(2, 8));
        assertThat(count(machine)).isEqualTo(1);
    }

    private static byte[] question(long sequence, long about) {
        return entry(sequence, 0, Question.methodOf(TYPE.id()), out -> new Question(about, 0).writeTo(out));
    }

    private static Told told(byte[] answer) throws IOException {
        return Question.methodOf(TYPE.id())
                .result()
                .read(new PayloadReader(payload(answer), Limits.DEFAULT, NoReferences.INSTANCE));
    }

    @Test
    void ofAClientThatIsOverNothingIsKeptAndNothingRunsNotEvenAfterASnapshot() throws IOException {
        apply(machine, write(1, 7));
        assertThat(machine.clients(0)).containsExactly(new ClientKey(5, ""));

        machine.forget(List.of(5L));

        assertThat(machine.clients(0)).isEmpty();
        CellMachine restored = restored(machine);
        apply(machine, write(1, 7));
        apply(restored, write(1, 7));
        assertThat(count(machine)).isEqualTo(1);
        assertThat(count(restored)).isEqualTo(1);
    }

    @Test
    void whatIsThereIsToldAndStaysAsItIs() throws IOException {
        machine.create(new ObjectName("other"), new Kind(TYPE.id().name(), "io.limpid.cell.Pages"), state());
        apply(machine, write(1, 7));
        Kind present = machine.create(BOOK, new Kind("other.Type", "other.Class"), new byte[0]);

        assertThat(present).isEqualTo(new Kind(TYPE.id().name(), "io.limpid.cell.Pages"));
        assertThat(count(machine)).isEqualTo(1);
        assertThat(appeared).containsExactly(new ObjectName("other"));
        restored(machine);
        assertThat(appeared).contains(BOOK);
    }

    @Test
    void whatRanOnAnObjectThatWasTakenOutIsAnsweredYetAndNeverRunsOnTheNextOfItsName() throws IOException {
        byte[] first = apply(machine, write(1, 7));
        assertThat(machine.remove(BOOK)).isTrue();
        assertThat(machine.remove(BOOK)).isFalse();

        assertThat(apply(machine, write(1, 7))).isEqualTo(first);
        assertThat(text(apply(machine, write(2, 8)))).contains("holds no object named book any more");
        assertThat(told(apply(machine, question(4, 1))).of(LogbookMethods.WRITE))
                .isEqualTo(new Fate.Returned(1));
        assertThat(told(apply(machine, question(5, 3))).of(LogbookMethods.WRITE))
                .isInstanceOf(Fate.NotExecuted.class);
        CellMachine restored = restored(machine);
        for (CellMachine each : List.of(machine, restored)) {
            each.create(BOOK, new Kind(TYPE.id().name(), "io.limpid.cell.Pages"), state());
            assertThat(apply(each, write(1, 7))).isEqualTo(first);
            apply(each, write(3, 9));
            assertThat(count(each))
                    .as("neither the one that ran nor the one that never would")
                    .isZero();
            apply(each, write(2, 8));
            assertThat(count(each)).as("one that had found no object may run").isEqualTo(1);
            assertThat(apply(restored(each), write(1, 7))).isEqualTo(first);
        }
        assertThat(snapshot(restored)).isEqualTo(snapshot(machine));
    }

    @Test
    void nothingIsKeptOfAnObjectThatWasTakenOutOnceItsClientsAreOver() throws IOException {
        byte[] empty = snapshot(machine);
        machine.remove(BOOK);
        machine.create(BOOK, new Kind(TYPE.id().name(), "io.limpid.cell.Pages"), state());
        assertThat(snapshot(machine))
                .as("one that was never called leaves nothing")
                .isEqualTo(empty);
        apply(machine, write(1, 7));
        machine.remove(BOOK);
        int kept = snapshot(machine).length;

        assertThat(machine.clients(0)).containsExactly(new ClientKey(5, ""));
        machine.forget(List.of(5L));

        assertThat(machine.clients(0)).isEmpty();
        assertThat(snapshot(machine)).hasSizeLessThan(kept);
        machine.create(BOOK, new Kind(TYPE.id().name(), "io.limpid.cell.Pages"), state());
        apply(machine, write(1, 7));
        assertThat(count(machine)).as("of a client that is over nothing runs").isZero();
    }

    @Test
    void aReplicaThatGetsASnapshotWithoutAnObjectHasItNoMore() throws IOException {
        CellMachine behind = newMachine();
        machine.remove(BOOK);

        behind.readSnapshot(new ByteArrayInputStream(snapshot(machine)));

        assertThat(disappeared).containsExactly(BOOK, BOOK);
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_8);
    }

    private byte[] apply(CellMachine on, byte[] entry) {
        return on.apply(new LogPosition(1, ++index), entry);
    }

    private static byte[] write(long sequence, long number) {
        return entry(sequence, 0, LogbookMethods.WRITE, out -> out.writeLong(number));
    }

    private static byte[] at(Instant time, long sequence) {
        return entry(sequence, 0, LogbookMethods.DRAW, out -> {}, time);
    }

    private static byte[] entry(
            long sequence, long acknowledged, MethodDescriptor<?> method, Consumer<PayloadWriter> arguments) {
        return entry(sequence, acknowledged, method, arguments, NOON);
    }

    private static byte[] entry(
            long sequence,
            long acknowledged,
            MethodDescriptor<?> method,
            Consumer<PayloadWriter> arguments,
            Instant time) {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT, NoReferences.INSTANCE);
        arguments.accept(out);
        return new CellEntry(
                        BOOK,
                        TYPE.id(),
                        method.id(),
                        new RecordKey(new ClientKey(5, ""), sequence),
                        acknowledged,
                        time,
                        42,
                        out.toBytes())
                .toBytes();
    }

    private static int count(CellMachine on) {
        byte[] answer = on.query(entry(1, 0, LogbookMethods.COUNT, out -> {}));
        return new PayloadReader(payload(answer), Limits.DEFAULT, NoReferences.INSTANCE).readInt();
    }

    private static byte[] payload(byte[] answer) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer, 1, answer.length - 1))) {
            return RecordsForm.readAnswer(in).payload();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] snapshot(CellMachine of) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        of.writeSnapshot(out);
        return out.toByteArray();
    }

    private CellMachine restored(CellMachine from) throws IOException {
        CellMachine made = newMachine();
        made.readSnapshot(new ByteArrayInputStream(snapshot(from)));
        return made;
    }
}
