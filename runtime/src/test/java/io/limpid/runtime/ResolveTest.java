package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.Fate;
import io.limpid.InvocationId;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import io.limpid.runtime.transport.Wall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A caller who was told "unknown" can learn the truth once the object can be reached again. Over sockets, with a wall between. */
@Timeout(60)
final class ResolveTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private final Box box = new Box();
    private Wall wall;
    private Host host;
    private Client client;
    private Till till;

    @BeforeEach
    void open() {
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        naming.seenFrom = this::behindTheWall;
        String address = "limpid://" + namingHost.endpoint();
        host = Host.builder().naming(address).name("a").transport(NETWORK).open();
        client = Client.builder()
                .naming(address)
                .transport(NETWORK)
                .timeout(Duration.ofMillis(500))
                .open();
        host.export("till", Till.class, box);
        till = client.lookup(Till.class, "till");
        assertThat(client.withTimeout(till, Duration.ofSeconds(10)).balance()).isZero();
    }

    @AfterEach
    void close() throws IOException {
        box.letGo.countDown();
        client.close();
        host.close();
        namingHost.close();
        wall.close();
    }

    @Test
    void aCallWhoseAnswerWasLostHasReturned() {
        box.onDeposit = wall::swallow;
        InvocationId call = unknown(() -> till.deposit(5));
        assertStillUnknown(call);

        wall.open();

        assertThat(fate(call)).isEqualTo(new Fate.Returned(5L));
        assertThat(fate(call)).isEqualTo(new Fate.Returned(5L));
        assertThat(till.balance()).isEqualTo(5);
    }

    @Test
    void aCallWhoseExceptionWasLostHasThrown() {
        box.onDeposit = wall::swallow;
        InvocationId call = unknown(() -> till.deposit(-5));

        wall.open();

        assertThat(fate(call))
                .isInstanceOfSatisfying(
                        Fate.Threw.class,
                        threw -> assertThat(threw.exception())
                                .isInstanceOf(Till.ShutException.class)
                                .hasMessage("planted"));
    }

    @Test
    void aCallThatWasLostItselfHasNotBeenExecuted() {
        wall.swallow();
        InvocationId call = unknown(() -> till.deposit(5));

        wall.open();

        assertThat(fate(call)).isEqualTo(new Fate.NotExecuted());
        assertThat(till.balance()).isZero();
    }

    @Test
    void aCallThatIsStillUnderWayIsSaidToBe() {
        InvocationId call = unknown(till::jam);

        assertThat(fate(call)).isEqualTo(new Fate.Running());
        box.letGo.countDown();
        await().until(() -> fate(call) instanceof Fate.Returned);
    }

    @Test
    void aCallOfAnObjectWhoseStateWasLostIsForgotten() throws IOException {
        box.onDeposit = wall::swallow;
        InvocationId call = unknown(() -> till.deposit(5));

        host.close();
        wall.close();
        try (Host second = join("b")) {
            naming.seenFrom = endpoint -> endpoint;
            second.export("till", Till.class, new Box());

            assertThat(fate(call)).isInstanceOf(Fate.Forgotten.class);
        }
    }

    @Test
    void ofAGroupThatReplicaIsAskedWhichMayHaveRunTheCall() {
        try (Host second = join("b");
                Host third = join("c")) {
            for (String name : List.of("tills/1", "tills/2")) {
                for (Host each : List.of(host, second, third)) {
                    each.export(name, Till.class, box, Role.PRIMARY);
                }

                // Time to begin, on a busy machine, too.
                Till patient = client.withTimeout(client.lookup(Till.class, name), Duration.ofSeconds(1));
                InvocationId call = unknown(patient::jam);

                // It runs, or was too late to begin; another one would not know.
                assertThat(fate(call)).isNotInstanceOf(Fate.Forgotten.class);
            }
            box.letGo.countDown();
        }
    }

    private Host join(String name) {
        return Host.builder()
                .naming("limpid://" + namingHost.endpoint())
                .name(name)
                .transport(NETWORK)
                .open();
    }

    @Test
    void aCallThatWasAnsweredOrIsNotThisClientsIsForgotten() {
        assertThat(client.resolve(new InvocationId(1, 1))).isInstanceOf(Fate.Forgotten.class);
        assertThat(client.resolve(InvocationId.parse("65-1"))).isInstanceOf(Fate.Forgotten.class);
    }

    /** However long a busy machine takes to connect again. */
    private Fate fate(InvocationId call) {
        return await().ignoreException(OutcomeUnknownException.class).until(() -> client.resolve(call), fate -> true);
    }

    private void assertStillUnknown(InvocationId call) {
        assertThatThrownBy(() -> client.resolve(call))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        unknown -> assertThat(unknown.invocationId()).isEqualTo(call))
                .hasMessageContaining("is still unknown");
    }

    private static InvocationId unknown(Executable call) {
        try {
            call.execute();
        } catch (OutcomeUnknownException e) {
            return e.invocationId();
        } catch (Throwable e) {
            throw new AssertionError("ended otherwise", e);
        }
        throw new AssertionError("it returned");
    }

    private Endpoint behindTheWall(Endpoint listener) {
        if (wall != null) {
            return listener;
        }
        try {
            wall = Wall.before(listener);
            return wall.endpoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Box implements Till {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile Runnable onDeposit = () -> {};
        private long sum;

        @Override
        public long deposit(long cents) throws ShutException {
            onDeposit.run();
            if (cents < 0) {
                throw new ShutException("planted", sum);
            }
            sum += cents;
            return sum;
        }

        @Override
        public long balance() {
            return sum;
        }

        @Override
        public void jam() {
            while (true) {
                try {
                    letGo.await();
                    return;
                } catch (InterruptedException e) {
                    // It was told that nobody waits, and is not done.
                }
            }
        }

        @Override
        public CompletionStage<Long> audit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void shut(String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count() {
            throw new UnsupportedOperationException();
        }
    }
}
