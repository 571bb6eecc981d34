package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.Station.Listener;
import io.limpid.runtime.hosting.HostingSettings;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.CallObserver;
import io.limpid.runtime.transport.TransportSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that call each other over loopback, and within the process: both ways mean the same. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
final class HostTest {
    private static final InterfaceId STATION = new InterfaceId("io.limpid.runtime.Station");

    private final TransportSettings transport;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Junction first = new Junction();
    private final Junction second = new Junction();

    HostTest(boolean overTheNetwork) {
        transport = overTheNetwork
                ? TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork())
                : TransportSettings.DEFAULT;
    }

    @AfterEach
    void close() throws Exception {
        first.letGo.countDown();
        second.letGo.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void aChainThatComesBackThroughAnotherHostReEnters() {
        Station a = stationIn(host(), first, "a");
        Station b = stationIn(host(), second, "b");

        assertThat(a.go(List.of(b, a, b))).isEqualTo("end<<<");
    }

    @Test
    void aChainThatLooksAtAnObjectComesBackToHaveItAlone() {
        Station a = stationIn(host(), first, "a");
        Station b = stationIn(host(), second, "b");

        assertThat(a.lookThenGo(List.of(b, a))).isEqualTo("end<<");
    }

    @Test
    void aChainOfAsynchronousCallsReEntersToo() throws Exception {
        Station a = stationIn(host(), first, "a");
        Station b = stationIn(host(), second, "b");

        CompletionStage<String> end = a.goLater(List.of(b, a));

        assertThat(end.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("end<<");
    }

    @Test
    void readersOfOneObjectThatAllComeBackToChangeItAllEnd() throws Exception {
        Station a = stationIn(host(), first, "a");
        Station b = stationIn(host(), second, "b");

        List<CompletableFuture<String>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> a.lookThenGo(List.of(b, a)), opener().tasks()))
                .toList();

        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("end<<");
        }
    }

    @Test
    void aNestedCallInheritsWhatIsLeftOfTheDeadline() {
        Station a = stationIn(host(), first, "a");
        Station b = stationIn(host(), second, "b");

        List<Long> left = a.timeLeft(List.of(b, a));

        assertThat(left)
                .hasSize(3)
                .allMatch(nanos -> nanos > 0 && nanos <= Duration.ofSeconds(5).toNanos());
        assertThat(left.get(1)).isLessThan(left.get(0));
        assertThat(left.get(2)).isLessThan(left.get(1));
    }

    @Test
    void aCallThatEndsAtItsDeadlineIsInterruptedAtItsHost() throws Exception {
        Station a = Node.withTimeout(stationIn(host(), first, "a"), Duration.ofMillis(300));

        assertThatThrownBy(a::stay).isInstanceOf(io.limpid.OutcomeUnknownException.class);

        assertThat(first.stayed.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }

    @Test
    void anInterruptedCallerInterruptsTheMethod() throws Exception {
        Station a = stationIn(host(), first, "a");
        Thread caller = new Thread(() -> {
            try {
                a.stay();
            } catch (RuntimeException e) {
                // Whatever it is told: it has left.
            }
        });
        caller.start();
        assertThat(first.stays.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(first.stayed.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
        caller.join(10_000);
    }

    @Test
    void aProcessThatDoesNotListenIsCalledBack() {
        Host host = host();
        host.export("a", Station.class, first);
        Station a = caller(host).lookup(Station.class, new ObjectName("a"));

        assertThat(a.tell(text -> "heard " + text, "news")).isEqualTo("heard news");
    }

    @Test
    void aHostIsCalledBackByAHost() {
        Station a = stationIn(host(), first, "a");

        assertThat(a.tell(text -> "heard " + text, "news")).isEqualTo("heard news");
    }

    @Test
    void anObjectThatIsPassedTwiceIsOneObject() {
        Host host = host();
        host.export("a", Station.class, first);
        Listener one = text -> "one";
        Listener other = text -> "other";
        for (Station a : List.of(caller(host).lookup(Station.class, new ObjectName("a")), stationFrom(host, "a"))) {
            assertThat(a.same(one, one)).isTrue();
            assertThat(a.same(one, other)).isFalse();
        }
    }

    @Test
    void anObjectThatComesHomeToAProcessThatDoesNotListenIsItself() {
        Host host = host();
        host.export("a", Station.class, first);
        Station a = caller(host).lookup(Station.class, new ObjectName("a"));
        Listener listener = text -> "mine";

        assertThat(a.echo(listener)).isSameAs(listener);
    }

    @Test
    void aCallbackIsRelayedToWhoeverItIsPassedOnTo() {
        Host host = host();
        host.export("a", Station.class, first);
        Host other = host(binding("a", host));
        other.export("b", Station.class, new Relaying(other.lookup(Station.class, "a")));
        Station b = caller(other).lookup(Station.class, new ObjectName("b"));

        assertThat(b.tell(text -> "heard " + text, "news")).isEqualTo("heard news");
    }

    @Test
    void closingWaitsForRunningMethodsAndNoneOfThemFails() throws Exception {
        Host host = host();
        Station a = stationIn(host, first, "a");
        CompletableFuture<Void> call = CompletableFuture.runAsync(a::stay, opener().tasks());
        assertThat(first.stays.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close, opener().tasks());
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> host.lookup(Station.class, "a"))
                        .isInstanceOf(IllegalStateException.class));
        assertThat(closing).isNotDone();
        first.letGo.countDown();

        call.get(10, TimeUnit.SECONDS);
        closing.get(10, TimeUnit.SECONDS);
        assertThat(first.stayed.join()).isEqualTo("let go");
        host.awaitClose();
    }

    @Test
    void aSecondCloseDoesNotWait() throws Exception {
        Host host = host();
        Station a = stationIn(host, first, "a");
        CompletableFuture<Void> call = CompletableFuture.runAsync(a::stay, opener().tasks());
        assertThat(first.stays.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(host::close, opener().tasks());
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> host.lookup(Station.class, "a"))
                        .isInstanceOf(IllegalStateException.class));

        long before = System.nanoTime();
        host.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        closing.get(1, TimeUnit.SECONDS);
        assertThatThrownBy(call::get).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aFreedNameIsNotFoundAndItsObjectIsLeftAlone() {
        Host host = host();
        Host.Exported exported = host.export("a", Station.class, first);
        Station a = stationFrom(host, "a");
        assertThat(a.go(List.of())).isEqualTo("end");

        exported.unexport();
        exported.unexport();

        assertThatThrownBy(() -> Node.withTimeout(a, Duration.ofMillis(500)).go(List.of()))
                .isInstanceOfSatisfying(
                        NotExecutedException.class,
                        refused -> assertThat(refused.reason()).isIn(Reason.NOT_FOUND, Reason.MOVED));
        assertThat(first.runs).hasValue(1);
    }

    @Test
    void aNameInUseIsRefusedByName() {
        Host host = host();
        host.export("a", Station.class, first);

        assertThatThrownBy(() -> host.export("a", Station.class, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("object name: a");
        assertThatThrownBy(() -> host.export("~/1", Station.class, second))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Passes on what it is told. */
    private record Relaying(Station next) implements Station {
        @Override
        public String go(List<Station> route) {
            return next.go(route);
        }

        @Override
        public String lookThenGo(List<Station> route) {
            return next.lookThenGo(route);
        }

        @Override
        public CompletionStage<String> goLater(List<Station> route) {
            return next.goLater(route);
        }

        @Override
        public List<Long> timeLeft(List<Station> route) {
            return next.timeLeft(route);
        }

        @Override
        public void stay() {
            next.stay();
        }

        @Override
        public Listener echo(Listener listener) {
            return next.echo(listener);
        }

        @Override
        public boolean same(Listener one, Listener other) {
            return next.same(one, other);
        }

        @Override
        public String tell(Listener listener, String text) {
            return next.tell(listener, text);
        }
    }

    private Host host(Binding... bindings) {
        Host host =
                Host.builder().directory(List.of(bindings)).transport(transport).open();
        opened.add(0, host);
        return host;
    }

    /** Exports the object, and gives a stub from a further host. */
    private Station stationIn(Host host, Station object, String name) {
        host.export(name, Station.class, object);
        return stationFrom(host, name);
    }

    private Station stationFrom(Host host, String name) {
        return host(binding(name, host)).lookup(Station.class, name);
    }

    private static Binding binding(String name, Host host) {
        Replica replica = new Replica(host.name(), host.endpoint(), Replica.Role.PRIMARY);
        return new Binding(new ObjectName(name), STATION, 0, 0, List.of(replica));
    }

    /** A process that calls and does not listen. */
    private Node caller(Host host) {
        CallableSide callable = new CallableSide("caller", HostingSettings.initial(true), transport);
        NodeSettings settings = new NodeSettings(
                "caller",
                new NameSource.Fixed(List.of(binding("a", host), binding("b", host))),
                NodeSettings.DEFAULT_TIMEOUT,
                CallObserver.NONE,
                NodeSettings.DEFAULT_REMEMBERED_NAMES,
                "");
        Node node = new Node(settings, Environment.ofSystem("caller"), callable);
        opened.add(0, node);
        return node;
    }

    private Environment opener() {
        Environment environment = Environment.ofSystem("test");
        opened.add(environment.release()::run);
        return environment;
    }
}
