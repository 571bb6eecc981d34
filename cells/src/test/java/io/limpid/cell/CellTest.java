package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Movable;
import io.limpid.NotExecutedException;
import io.limpid.RemoteFailureException;
import io.limpid.cell.Logbook.Drawn;
import io.limpid.cell.Logbook.FullException;
import io.limpid.log.LogSettings;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cell of one host: durable objects. */
@Timeout(300)
final class CellTest {
    @TempDir
    Path directory;

    private NamingServer naming;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        client = Client.connect(naming.address());
    }

    @AfterEach
    void close() {
        client.close();
        naming.close();
    }

    private Cell open(Host host) throws Exception {
        return Cell.open(host, LogSettings.single("test", directory));
    }

    @Test
    void anObjectIsCalledLikeAnyOtherAndOutlivesItsProcess() throws Exception {
        Logbook logbook = client.lookup(Logbook.class, "logbook");
        Pages exported = new Pages();
        exported.write(1);
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, exported);

            assertThat(logbook.write(2)).isEqualTo(2);
            assertThat(logbook.pages()).containsExactly(1L, 2L);
            assertThatThrownBy(() -> logbook.write(-1))
                    .isInstanceOf(FullException.class)
                    .hasMessage("no page for -1");
            logbook.name("the bridge");
            assertThatThrownBy(() -> logbook.spill(3))
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessageContaining("spilt over the bridge");
            assertThat(logbook.writeLater(4, true).toCompletableFuture().join()).isEqualTo(4);
            assertThat(host.lookup(Logbook.class, "logbook").count()).isEqualTo(4);
            assertThat(exported.count()).as("the object itself is not kept").isEqualTo(1);
        }

        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, new Pages());

            assertThat(logbook.pages()).containsExactly(1L, 2L, 3L, 4L);
            assertThat(cell.isLeader()).isTrue();
        }
    }

    @Test
    void whatACellHasIsThereBeforeAnybodyExportsIt() throws Exception {
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, new Pages());
            client.lookup(Logbook.class, "logbook").write(7);
        }

        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            assertThat(cell.isLeader()).isTrue();
            await().ignoreExceptions()
                    .until(() -> client.lookup(Logbook.class, "logbook").count() == 1);
        }
    }

    @Test
    void whatIsKeptForAClientThatIsOverIsDropped() throws Exception {
        CellDirectory directory = client.lookup(CellDirectory.class, "cells/test");
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, new Pages());
            try (Client passing = Client.connect(naming.address())) {
                passing.lookup(Logbook.class, "logbook").write(7);
            }

            assertThat(directory.clients(0))
                    .as("the host, which has exported, and the one that has passed")
                    .hasSize(2);
        }

        // Both are over before this host hears of them, and so it finds out at once.
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            await().ignoreExceptions().until(() -> {
                cell.sweep();
                return directory.clients(0).isEmpty();
            });
            assertThat(client.lookup(Logbook.class, "logbook").count()).isEqualTo(1);
        }
    }

    @Test
    void neitherAnotherCellOfTheNameNorAnotherCellsObjectIsTakenForThisOne() throws Exception {
        try (Host host = Host.join(naming.address());
                Cell cell = open(host);
                Host other = Host.join(naming.address());
                Cell sameName = Cell.open(other, LogSettings.single("test", directory.resolve("other")));
                Cell otherName = Cell.open(other, LogSettings.single("other", directory.resolve("third")))) {
            cell.export("logbook", Logbook.class, new Pages());
            client.lookup(Logbook.class, "logbook").write(7);

            assertThatThrownBy(() -> sameName.export("other", Logbook.class, new Pages()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cells/test");
            assertThatThrownBy(() -> otherName.export("logbook", Logbook.class, new Pages()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("logbook");
            assertThat(client.lookup(Logbook.class, "logbook").count()).isEqualTo(1);
        }
    }

    @Test
    void anObjectThatIsTakenOutIsGoneAndAnotherOfItsNameBeginsAnew() throws Exception {
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, new Pages());
            Logbook logbook = client.lookup(Logbook.class, "logbook");
            logbook.write(7);

            assertThat(cell.remove("logbook")).isTrue();

            assertThatThrownBy(logbook::count)
                    .isInstanceOfSatisfying(
                            NotExecutedException.class,
                            e -> assertThat(e.reason()).isEqualTo(NotExecutedException.Reason.NOT_FOUND));
            assertThat(cell.remove("logbook")).isFalse();
            cell.export("logbook", Logbook.class, new Pages());
            assertThat(logbook.pages()).isEmpty();
            assertThat(logbook.write(8)).isEqualTo(1);
        }
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            assertThat(cell.isLeader()).isTrue();
            await().ignoreExceptions()
                    .until(() -> client.lookup(Logbook.class, "logbook").pages().equals(List.of(8L)));
        }
    }

    @Test
    void timeAndChanceComeFromTheLog() throws Exception {
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            cell.export("logbook", Logbook.class, new Pages());
            Logbook logbook = client.lookup(Logbook.class, "logbook");

            Drawn first = logbook.draw();
            Drawn second = logbook.draw();

            assertThat(first.time()).isBetween(Instant.now().minusSeconds(300), Instant.now());
            assertThat(second.time()).isAfterOrEqualTo(first.time());
            assertThat(second.chance()).isNotEqualTo(first.chance());
        }
        assertThatThrownBy(ReplicatedCall::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeReplicatedIsRefusedWithTheReason() throws Exception {
        try (Host host = Host.join(naming.address());
                Cell cell = open(host)) {
            assertThatThrownBy(() -> host.export("logbook", Logbook.class, new Pages()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Cell.export");
            assertThatThrownBy(() -> cell.export("runnable", Runnable.class, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: one that is annotated @Replicated(Strategy.LOG)");
            Logbook stub = client.lookup(Logbook.class, "logbook");
            assertThatThrownBy(() -> cell.export("logbook", Logbook.class, stub))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not annotated @Movable");

            cell.export("logbook", Logbook.class, new Pages());

            assertThatThrownBy(() -> cell.export("logbook", Logbook.class, new OtherPages()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is in use in cells/test, by a io.limpid.cell.Pages");
        }
    }

    /** Another class of logbooks. */
    @Movable
    static final class OtherPages implements Logbook {
        private int pages;

        @Override
        public int write(long number) {
            return pages++;
        }

        @Override
        public List<Long> pages() {
            return List.of();
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public int countLately() {
            return 0;
        }

        @Override
        public void name(String name) {}

        @Override
        public Drawn draw() {
            return new Drawn(Instant.EPOCH, 0);
        }

        @Override
        public void spill(long number) {}

        @Override
        public CompletionStage<Integer> writeLater(long number, boolean now) {
            return CompletableFuture.completedFuture(0);
        }
    }
}
