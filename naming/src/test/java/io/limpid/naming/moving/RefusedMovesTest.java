package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.naming.moving.StubbornLedgers.Damaged;
import io.limpid.naming.moving.StubbornLedgers.Screwed;
import io.limpid.naming.moving.StubbornLedgers.Slow;
import io.limpid.naming.moving.StubbornLedgers.Stamped;
import io.limpid.naming.moving.StubbornLedgers.TooLarge;
import io.limpid.naming.moving.StubbornLedgers.Trouble;
import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.HostBuilder;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.processes.Build;
import io.limpid.runtime.processes.JavaProcess;
import io.limpid.runtime.transport.TransportSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are called all the time are asked again and again to go where they cannot. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RefusedMovesTest {
    private static final int TIMES = 100;

    /** How many objects a host lets come at once. */
    private static final int MOST_COMING = 64;

    /** What a source sends at once of a state. */
    private static final int ONE_CHUNK = 256 << 10;

    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    /** Says that answers have come with calls alone: so there always is something to know of it, for which a host can lack room. */
    private static final TransportSettings WITHOUT_BEATS = NETWORK.patience(new TransportSettings.Patience(
            Duration.ofSeconds(3),
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10)));

    private static final List<Cause> CAUSES = List.of(
            new Cause("too-large", "b", Reason.TARGET_REFUSED, "no space left on device"),
            new Cause("stamped", "b", Reason.TARGET_REFUSED, "it provides no"),
            new Cause("damaged", "b", Reason.TARGET_REFUSED, "a sector is bad"),
            new Cause("aged", "old", Reason.TARGET_REFUSED, "shelf"),
            new Cause(
                    "one-more", "busy", Reason.TARGET_REFUSED, MOST_COMING + " objects are on their way to it already"),
            new Cause("long-known", "small", Reason.TARGET_REFUSED, "no room for what is known of calls"),
            new Cause("fastened", "b", Reason.NOT_MOVABLE, "@Fastened"));

    @TempDir
    private Path scratch;

    /**
     * Why an object does not move.
     *
     * @param name the object's
     * @param target which refuses it
     * @param reason what it is told
     * @param why what it says
     */
    private record Cause(String name, String target, Reason reason, String why) {}

    @Test
    void anObjectThatIsRefusedGoesOnWhereItWas() throws Exception {
        List<String> names = CAUSES.stream().map(Cause::name).toList();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (NamingServer naming = NamingServer.start(NamingSettings.inMemory());
                Host a = host(naming, "a");
                Host b = host(naming, "b");
                Host busy = host(naming, "busy");
                // Its one place is taken by the host that asks it to take the object.
                Host small = open(naming, "small", Host.builder().records(1, 1_000, 1 << 20));
                JavaProcess old = old(naming);
                Client client = client(naming, NETWORK);
                Client caller = client(naming, WITHOUT_BEATS);
                Clerks clerks = new Clerks(caller, names, 600, 0)) {
            a.export("too-large", Ledger.class, new TooLarge());
            a.export("stamped", Ledger.class, new Stamped());
            a.export("damaged", Ledger.class, new Damaged());
            a.export("aged", Ledger.class, new AgedLedger());
            a.export("one-more", Ledger.class, new MovingLedger(0));
            a.export("long-known", Ledger.class, new MovingLedger(0));
            a.export("fastened", Ledger.class, new Screwed());
            List<CompletableFuture<Duration>> coming = keepBusy(a, client, threads);
            old.said("at ");
            clerks.begin();

            for (Cause cause : CAUSES) {
                long unused = refused(client, cause);
            }
            long heap = usedHeap();
            List<Long> spans = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                for (Cause cause : CAUSES) {
                    spans.add(refused(client, cause));
                }
            }
            long kept = (usedHeap() - heap) / TIMES;
            clerks.pause();
            Slow.LET.countDown();

            long most = TimeUnit.NANOSECONDS.toMillis(Collections.max(spans));
            System.out.printf(
                    "%d refusals of %d causes under %d calls: %d failed; told after %d ms at most; %d bytes more in use for each round%n",
                    spans.size(),
                    CAUSES.size(),
                    clerks.count(Told.RETURNED),
                    clerks.failures().size(),
                    most,
                    kept);
            assertThat(clerks.failures()).isEmpty();
            for (String name : names) {
                assertThat(clerks.complaints(
                                name, client.lookup(Ledger.class, name).numbers()))
                        .isEmpty();
            }
            assertThat(most).as("longest refusal in ms").isLessThan(1_000);
            assertThat(kept).as("bytes kept of what one round has sent").isLessThan(ONE_CHUNK);
            assertThat(coming).allSatisfy(move -> assertThat(move).succeedsWithin(Duration.ofSeconds(30)));
            client.migrate("one-more", busy.name());
            assertThat(List.of(b.name(), small.name())).containsExactly("b", "small");
        } finally {
            Slow.LET.countDown();
            threads.shutdownNow();
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Gives how long it took from when its cause was there, which of some is only when the state is taken or made. */
    private static long refused(Client client, Cause cause) {
        long asked = System.nanoTime();
        assertThatThrownBy(() -> client.migrate(cause.name(), cause.target()), cause.name())
                .isInstanceOfSatisfying(
                        MoveRefusedException.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.getMessage())
                                .isEqualTo(cause.reason()))
                .hasMessageContaining(cause.why());
        return System.nanoTime() - Math.max(asked, Trouble.NANOS.get());
    }

    /** As many objects as may be are on their way to a host, and do not arrive. */
    private static List<CompletableFuture<Duration>> keepBusy(Host from, Client client, ExecutorService threads) {
        List<CompletableFuture<Duration>> coming = new ArrayList<>();
        for (int i = 0; i < MOST_COMING; i++) {
            String name = "slow/" + i;
            from.export(name, Ledger.class, new Slow());
            coming.add(CompletableFuture.supplyAsync(() -> client.migrate(name, "busy"), threads));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> Slow.WAITING.get() == MOST_COMING);
        return coming;
    }

    /** A host with another version of a class. */
    private JavaProcess old(NamingServer naming) throws IOException {
        String now = Files.readString(Path.of("src/test/java/io/limpid/naming/moving/AgedLedger.java"));
        Path sources = Files.createDirectories(scratch.resolve("sources"));
        Files.writeString(
                sources.resolve("AgedLedger.java"),
                now.replace("int shelf", "String shelf").replace("return 7;", "return \"seven\";"));
        Build build = Build.of(sources, scratch.resolve("contracts"), scratch.resolve("classes"));
        assertThat(build.errors()).isEmpty();
        return JavaProcess.start(
                JavaProcess.thisJdk(),
                JavaProcess.classPath(build.classes()),
                LedgerHost.class.getName(),
                naming.address(),
                "old",
                scratch.resolve("diary").toString());
    }

    private static Client client(NamingServer naming, TransportSettings transport) {
        return Client.builder().naming(naming.address()).transport(transport).open();
    }

    private static Host host(NamingServer naming, String name) {
        return open(naming, name, Host.builder());
    }

    private static Host open(NamingServer naming, String name, HostBuilder builder) {
        return builder.naming(naming.address()).name(name).transport(NETWORK).open();
    }
}
