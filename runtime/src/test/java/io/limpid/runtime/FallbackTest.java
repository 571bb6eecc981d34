package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Till.ShutException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers get who have said what is better than nothing, over real sockets to a host that then is gone. */
@Timeout(60)
final class FallbackTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Queue<Outcome> ends = new ConcurrentLinkedQueue<>();
    private final Host host = Host.builder().name("near").open();
    private final Client client = Client.builder()
            .directory(List.of(new Binding(
                    new ObjectName("shop/till"),
                    new InterfaceId("io.limpid.runtime.Till"),
                    0,
                    0,
                    List.of(new Replica("near", host.endpoint(), Replica.Role.PRIMARY)))))
            .observer((call, outcome) -> ends.add(outcome))
            .open();
    private final AtomicBoolean stuck = new AtomicBoolean();
    private final Till till;

    FallbackTest() {
        host.export("shop/till", Till.class, new TillProcess() {
            @Override
            public long balance() {
                if (stuck.get()) {
                    jam();
                }
                return super.balance();
            }
        });
        till = client.withTimeout(client.lookup(Till.class, "shop/till"), SHORT);
    }

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    @Test
    void theLastResultIsGivenAgainWhileTheHostIsAwayAndTheObserverKnows() throws Exception {
        Till remembered = client.withStale(till, Duration.ofHours(1));
        remembered.deposit(100);
        assertThat(remembered.balance()).isEqualTo(100);
        assertThat(remembered.audit().toCompletableFuture().join()).isEqualTo(100);

        host.close();
        ends.clear();

        assertThat(remembered.balance()).isEqualTo(100);
        assertThat(remembered.audit().toCompletableFuture().join()).isEqualTo(100);
        assertThat(ends).hasSize(2).allMatch(Outcome.NotExecuted.class::isInstance);
        assertThatThrownBy(() -> remembered.deposit(1)).isInstanceOf(NotExecutedException.class);
        assertThatThrownBy(till::balance).isInstanceOf(NotExecutedException.class);
    }

    @Test
    void theLastResultIsGivenAgainWhenNoAnswerCameInTime() throws Exception {
        Till remembered = client.withStale(till, Duration.ofHours(1));
        remembered.deposit(100);
        assertThat(remembered.balance()).isEqualTo(100);

        stuck.set(true);

        assertThat(remembered.balance()).isEqualTo(100);
        assertThatThrownBy(till::balance).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void anotherObjectAnswersWhileTheHostIsAway() throws Exception {
        Till box = new TillProcess();
        Till safe = client.withFallback(till, box);
        assertThat(safe.deposit(100)).isEqualTo(100);

        host.close();

        assertThat(safe.deposit(5)).isEqualTo(5);
        assertThat(safe.balance()).isEqualTo(5);
        assertThat(safe.audit().toCompletableFuture().join()).isEqualTo(5);
        safe.shut("full");
        assertThatThrownBy(() -> safe.deposit(1))
                .isInstanceOf(ShutException.class)
                .hasMessage("full");
        assertThatThrownBy(safe::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the drawer is stuck");
    }

    @Test
    void oldResultsComeBeforeTheOtherObject() throws Exception {
        Till both = client.withFallback(client.withStale(till, Duration.ofHours(1)), new TillProcess());
        both.deposit(100);
        assertThat(both.balance()).isEqualTo(100);

        host.close();

        assertThat(both.balance()).isEqualTo(100);
        assertThat(both.audit().toCompletableFuture().join()).isZero();
    }

    @Test
    void aCallThatMayHaveRunIsNotMadeAtTheOtherObject() {
        Till other = new TillProcess() {
            @Override
            public void jam() {
                throw new AssertionError("it may have run");
            }
        };

        assertThatThrownBy(client.withFallback(till, other)::jam).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void theOtherObjectsStageMayFail() {
        Till broken = new TillProcess() {
            @Override
            public CompletionStage<Long> audit() {
                return CompletableFuture.failedFuture(new IllegalStateException("no books"));
            }
        };
        Till safe = client.withFallback(till, broken);

        host.close();

        assertThatThrownBy(() -> safe.audit().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aMistakeIsToldAtOnce() {
        assertThatThrownBy(() -> client.withStale(till, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("age: PT0S (expected: greater than zero)");
        assertThatThrownBy(() -> client.withFallback(new TillProcess(), till))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: a stub");
    }
}
