package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.TargetInvoker.Target;
import io.limpid.runtime.simulation.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a host that is away is left alone, and how soon it is called when it is back. */
@Timeout(60)
final class ReconnectTest {
    private final VirtualTime clock = new VirtualTime();
    private final List<Party> parties = new ArrayList<>();

    @AfterEach
    void close() {
        parties.forEach(Party::close);
    }

    @Test
    void thePauseGrowsByThreeFifthsToOneSecondGiveOrTakeAFifth() throws Exception {
        Endpoint nobody = unusedEndpoint();
        Party client = client(1);

        double expected = Duration.ofMillis(20).toNanos();
        for (int failure = 1; failure <= 15; failure++) {
            Duration pause = fail(client, nobody);

            assertThat((double) pause.toNanos())
                    .as("pause after failure " + failure)
                    .isCloseTo(expected, Percentage.withPercentage(20.1));
            pass(pause);
            expected = Math.min(1.6 * expected, Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void clientsThatLostTheirHostTogetherComeBackScattered() throws Exception {
        Endpoint nobody = unusedEndpoint();
        List<Duration> pauses = new ArrayList<>();

        for (int seed = 0; seed < 10; seed++) {
            pauses.add(fail(client(seed), nobody));
        }

        assertThat(pauses).doesNotHaveDuplicates();
    }

    @Test
    void aHostThatIsBackIsCalledAfterTheLongestPauseAtMost() throws Exception {
        Endpoint place = unusedEndpoint();
        Party client = client(1);
        for (int failure = 0; failure < 15; failure++) {
            pass(fail(client, place));
        }
        fail(client, place);
        listenAt(place);

        Outcome early = call(client, place);
        pass(Duration.ofMillis(1_200));
        Outcome later = call(client, place);

        assertThat(early).isInstanceOf(Outcome.NotExecuted.class);
        assertThat(later).isEqualTo(new Outcome.Returned(5L));
    }

    @Test
    void aClientThatWasIdleMeanwhileCallsAtOnce() throws Exception {
        Endpoint place = unusedEndpoint();
        Party client = client(1);
        for (int failure = 0; failure < 15; failure++) {
            pass(fail(client, place));
        }
        fail(client, place);
        pass(Duration.ofHours(1));
        listenAt(place);

        assertThat(call(client, place)).isEqualTo(new Outcome.Returned(5L));
    }

    /** Fails to connect, and gives the pause that those who call next are told. */
    private Duration fail(Party client, Endpoint nobody) throws Exception {
        Outcome.NotExecuted failure = (Outcome.NotExecuted) call(client, nobody);
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure.retryAfter()).as("an attempt that was made").isZero();
        return ((Outcome.NotExecuted) call(client, nobody)).retryAfter();
    }

    private Outcome call(Party client, Endpoint endpoint) throws Exception {
        Invocation adding = Party.adding(2, 3);
        Invocation timed = new Invocation(
                adding.object(),
                adding.method(),
                adding.arguments(),
                adding.id(),
                adding.chain(),
                Deadline.after(Duration.ofSeconds(30), clock),
                new Cancellation(),
                new Journal(clock.nanoTime()));
        return client.transport
                .invoke(timed, new Target(endpoint, Standing.NONE))
                .get(10, TimeUnit.SECONDS);
    }

    private Party client(long seed) {
        Party client = Party.calling(Party.overTheNetwork(), clock, new Random(seed));
        parties.add(client);
        return client;
    }

    private void listenAt(Endpoint endpoint) {
        parties.add(Party.listening(Party.overTheNetwork(), endpoint.port()));
    }

    private void pass(Duration span) {
        clock.pass(span);
    }

    private static Endpoint unusedEndpoint() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Endpoint("127.0.0.1", socket.getLocalPort());
        }
    }
}
