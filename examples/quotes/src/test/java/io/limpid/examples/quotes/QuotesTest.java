package io.limpid.examples.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three boards on three hosts. */
@Timeout(300)
class QuotesTest {
    private static final int CALLS = Integer.getInteger("limpid.quotes.calls", 2_000);

    private final List<Board> boards = List.of(new Board(), new Board(), new Board());
    private final List<Host> hosts = new ArrayList<>();
    private final List<String> outvoted = new CopyOnWriteArrayList<>();
    private NamingServer naming;
    private Client client;

    @BeforeEach
    void openTheBoards() throws Exception {
        naming = NamingServer.start(NamingSettings.inMemory());
        for (int i = 0; i < boards.size(); i++) {
            Host host =
                    Host.builder().name("board-" + i).naming(naming.address()).open();
            hosts.add(host);
            // snippet: group
            host.export("quotes", Quotes.class, boards.get(i), Role.PRIMARY);
            // end
            host.export("quotes/" + i, Quotes.class, boards.get(i));
        }
        client = Client.builder().naming(naming.address()).observer(observer()).open();
    }

    private CallObserver observer() {
        return new CallObserver() {
            @Override
            public void ended(Invocation invocation, Outcome outcome) {}

            @Override
            public void outvoted(Invocation invocation, Replica replica, Outcome answer) {
                outvoted.add(replica.host());
            }
        };
    }

    @AfterEach
    void close() {
        client.close();
        hosts.forEach(Host::close);
        naming.close();
    }

    @Test
    void aBoardThatLiesIsOutvotedAndNamed() {
        Quotes quotes = client.lookup(Quotes.class, "quotes");
        quotes.publish("ACME", 1_234);
        boards.get(1).lies();

        for (int i = 1; i <= 100; i++) {
            assertThat(quotes.closing("ACME")).isEqualTo(1_234);
        }

        await().untilAsserted(() -> assertThat(outvoted).hasSize(100).containsOnly("board-1"));
    }

    @Test
    void aBoardThatIsAwayIsMissedByNobody() {
        Quotes quotes = client.lookup(Quotes.class, "quotes");
        quotes.publish("ACME", 1_234);
        hosts.get(2).close();

        for (int i = 0; i < 100; i++) {
            assertThat(quotes.latest("ACME")).isEqualTo(1_234);
            assertThat(quotes.closing("ACME")).isEqualTo(1_234);
        }
    }

    /** One of three boards takes 100 ms more for each tenth question. The virtual-time tests of the runtime hold the bar of five times. */
    @Test
    void aBoardThatIsSlowNowAndThenIsHardlyNoticedForAFewExtraQuestions() {
        Quotes quotes = client.lookup(Quotes.class, "quotes");
        List<Quotes> alone = List.of(
                client.lookup(Quotes.class, "quotes/0"),
                client.lookup(Quotes.class, "quotes/1"),
                client.lookup(Quotes.class, "quotes/2"));
        quotes.publish("ACME", 1_234);
        measure("warm", CALLS, i -> alone.get(i % 3).latest("ACME"));
        boards.get(1).isSlow(Duration.ofMillis(100), 10);

        long without =
                measure("each board in turn", CALLS, i -> alone.get(i % 3).latest("ACME"));
        int before = asked();
        long with = measure("the group, hedged", CALLS, i -> quotes.latest("ACME"));
        int extra = asked() - before - CALLS;

        System.out.printf("questions beyond the calls, at the boards: %d of %d%n", extra, CALLS);
        assertThat(without).isGreaterThan(100_000);
        assertThat(with).isLessThan(without / 2);
        assertThat(extra).isLessThanOrEqualTo(CALLS / 20);
    }

    private int asked() {
        return boards.stream().mapToInt(Board::asked).sum();
    }

    /** Gives the 99th percentile, in microseconds. */
    private static long measure(String what, int calls, IntConsumer call) {
        long[] micros = new long[calls];
        for (int i = 0; i < calls; i++) {
            long begun = System.nanoTime();
            call.accept(i);
            micros[i] = (System.nanoTime() - begun) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf("%s: p50 %d us, p99 %d us%n", what, micros[calls / 2], micros[calls * 99 / 100]);
        return micros[calls * 99 / 100];
    }
}
