package io.limpid.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.moving.Workshop.Album;
import io.limpid.runtime.moving.Workshop.Chest;
import io.limpid.runtime.moving.Workshop.Journal;
import io.limpid.runtime.moving.Workshop.Lamp;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.References;
import io.limpid.runtime.wire.RemoteReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StateStreamTest {
    private static final References NONE = new References() {
        @Override
        public RemoteReference toReference(Object object, Class<?> remoteInterface) {
            return new RemoteReference.Named(new ObjectName("nothing"));
        }

        @Override
        public <T> T toObject(RemoteReference reference, Class<T> remoteInterface) {
            throw new IllegalStateException("no references are here");
        }
    };

    private final ProvidedResources resources = new ProvidedResources();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    @Test
    void whatFollowsAStateIsNotReadWithIt() throws IOException {
        resources.provide(Lamp.class, () -> true);
        Album album = new Album();
        album.work(12);
        stream(album).capture(album, NONE, wire);
        wire.write(77);

        InputStream in = new ByteArrayInputStream(wire.toByteArray());
        Album arrived = stream(album).restore(in, NONE, resources);

        assertThat(arrived.hours()).isEqualTo(12);
        assertThat(in.read()).isEqualTo(77);
    }

    @Test
    void changesBetweenTheRoundsArrive() throws IOException {
        Journal journal = new Journal();
        journal.write(1, "one");
        journal.write(2, "two");
        StateStream<Journal> stream = stream(journal);
        stream.captureEarly(journal, NONE, wire);
        journal.write(2, "TWO");
        journal.write(3, "three");
        journal.work(8);
        stream.captureChanges(journal, NONE, wire);

        InputStream in = new ByteArrayInputStream(wire.toByteArray());
        Journal arrived = stream.restore(in, NONE, resources);
        Map<Long, String> afterTheFirst = arrived.pages();
        stream.restoreChanges(arrived, in, NONE);

        assertThat(stream.isPreCopied()).isTrue();
        assertThat(afterTheFirst).isEqualTo(Map.of(1L, "one", 2L, "two"));
        assertThat(arrived.pages()).isEqualTo(Map.of(1L, "one", 2L, "TWO", 3L, "three"));
        assertThat(arrived.hours()).as("a bound field").isEqualTo(8);
    }

    @Test
    void anObjectThatDoesNotKnowItsChangesHasOneRound() {
        Chest<String> chest = new Chest<>();

        assertThat(stream(chest).isPreCopied()).isFalse();
        assertThatThrownBy(() -> stream(chest).captureEarly(chest, NONE, wire))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.size()).isZero();
    }

    @Test
    void aStateThatIsCutOffAnywhereIsRefused() throws IOException {
        Journal journal = new Journal();
        journal.write(1, "one");
        stream(journal).capture(journal, NONE, wire);
        byte[] whole = wire.toByteArray();

        for (int length = 0; length < whole.length; length++) {
            InputStream in = new ByteArrayInputStream(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> stream(journal).restore(in, NONE, resources))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aLengthThatIsPromisedIsCheckedBeforeItIsBelieved() {
        Chest<String> chest = new Chest<>();
        StateStream<Chest<String>> small =
                new StateStream<>(new StateTypes().of(chest), StateLimits.DEFAULT.with(Limit.MESSAGE_BYTES, 1 << 10));

        assertThatThrownBy(() -> small.restore(promise((1 << 10) + 1), NONE, resources))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 1025 bytes (the limit MESSAGE_BYTES is 1024)");
        assertThatThrownBy(() -> small.restore(promise(-1), NONE, resources))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 4294967295 bytes");
        assertThatThrownBy(() -> stream(chest).restore(promise(200 << 20), NONE, resources))
                .isInstanceOf(EOFException.class);
    }

    private static InputStream promise(int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SectionOutput.writeInt(out, length);
        return new ByteArrayInputStream(out.toByteArray());
    }

    @Test
    void aSectionGivesBackWhatWasWrittenInPiecesOfAnySize() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            try (OutputStream out = new SectionOutput(sent)) {
                for (int i = random.nextInt(20); i > 0; i--) {
                    byte[] piece = new byte[random.nextInt(3) == 0 ? random.nextInt(70_000) : random.nextInt(100)];
                    random.nextBytes(piece);
                    out.write(piece);
                    all.write(piece);
                    if (random.nextInt(5) == 0) {
                        out.flush();
                    }
                }
            }
            sent.write(9);

            InputStream in = new ByteArrayInputStream(sent.toByteArray());
            SectionInput section = new SectionInput(in);

            assertThat(section.readAllBytes())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(all.toByteArray());
            assertThat(section.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(9);
        }
    }

    @Test
    void whatAClassLeavesUnreadIsSkipped() throws IOException {
        try (OutputStream out = new SectionOutput(wire)) {
            out.write(new byte[100_000]);
        }
        wire.write(9);

        InputStream in = new ByteArrayInputStream(wire.toByteArray());
        try (InputStream section = new SectionInput(in)) {
            assertThat(section.read()).isZero();
        }

        assertThat(in.read()).isEqualTo(9);
    }

    private static <T> StateStream<T> stream(T object) {
        return new StateStream<>(new StateTypes().of(object), StateLimits.DEFAULT);
    }
}
