package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.OutcomeUnknownException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.Till.ShutException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.processes.JavaProcess;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client and a host over real sockets, by generated stubs. */
@Timeout(60)
final class ClientTest {
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void aCallGoesToAnotherProcessAndBack() throws Exception {
        Till till = client(otherProcess()).lookup(Till.class, "shop/till");

        assertThat(till.deposit(100)).isEqualTo(100);
        assertThat(till.deposit(-30)).isEqualTo(70);
        assertThat(till.balance()).isEqualTo(70);
        assertThat(till.audit().toCompletableFuture().join()).isEqualTo(70);
    }

    @Test
    void aDeclaredExceptionArrivesAsItselfAndTellsWhereItWasCalledFrom() throws Exception {
        Till till = client(host()).lookup(Till.class, "shop/till");
        till.deposit(5);
        till.shut("stocktaking");

        assertThatThrownBy(() -> till.deposit(1))
                .isInstanceOfSatisfying(
                        ShutException.class, e -> assertThat(e.sum()).isEqualTo(5))
                .hasMessage("stocktaking")
                .satisfies(e -> assertThat(e.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(ClientTest.class.getName())));
    }

    @Test
    void anUndeclaredOneArrivesAsARemoteFailure() throws Exception {
        Till till = client(host()).lookup(Till.class, "shop/till");

        assertThatThrownBy(till::count)
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageContaining("the drawer is stuck");
    }

    @Test
    void aMethodThatOutlastsItsTimeIsUnknown() throws Exception {
        Till till = client(host()).lookup(Till.class, "shop/till");
        till.balance();

        assertThatThrownBy(till::jam)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("io.limpid.runtime.Till.jam() on shop/till may or may not have been executed")
                .hasMessageContaining("of 300 ms, 1 attempt: 127.0.0.1:");
        assertThat(till.balance()).as("after the jammed method was interrupted").isZero();
    }

    @Test
    void anInterruptedCallerLeavesAtOnceAndTheMethodIsInterrupted() throws Exception {
        Client client = client(otherProcess());
        Till till = client.withTimeout(client.lookup(Till.class, "shop/till"), Duration.ofSeconds(50));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                till.jam();
                failure.complete(new AssertionError("the method returned"));
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);

        caller.interrupt();

        assertThat(failure.get()).isInstanceOfAny(OutcomeUnknownException.class, NotExecutedException.class);
        assertThat(till.deposit(1))
                .as("once the method that had the till is interrupted")
                .isEqualTo(1);
    }

    @Test
    void aHostThatIsGoneIsUnreachable() throws Exception {
        Host host = host();
        Client client = client(host.endpoint());
        host.close();

        assertThatThrownBy(() -> client.withTimeout(client.lookup(Till.class, "shop/till"), Duration.ofMillis(700))
                        .balance())
                .isInstanceOfSatisfying(
                        NotExecutedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    }

    @Test
    void aNameThatItsHostDoesNotHoldIsNotFound() throws Exception {
        Host host = host();
        Client client = keep(Client.builder()
                .directory(List.of(binding("shop/other", host.endpoint())))
                .open());

        assertThatThrownBy(() -> client.lookup(Till.class, "shop/other").balance())
                .isInstanceOfSatisfying(
                        NotExecutedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void aMistakeIsToldAtTheLookup() throws Exception {
        Client client = client(host());

        assertThatThrownBy(() -> client.lookup(Till.class, "/shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("object name: '/shop' (expected:");
        assertThatThrownBy(() -> client.lookup(Runnable.class, "shop/till"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Runnable is not annotated @Remote");
        assertThatThrownBy(() -> client.withTimeout("no stub", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String (expected: a stub");
    }

    @Test
    void aClosedClientRefusesEverything() throws Exception {
        Client client = client(host());
        Till till = client.lookup(Till.class, "shop/till");

        client.close();
        client.close();

        assertThatThrownBy(till::balance)
                .isInstanceOfSatisfying(
                        NotExecutedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        assertThatThrownBy(() -> client.lookup(Till.class, "shop/till")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namingThatIsNotThereIsToldWithWhatToDo() throws Exception {
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }
        String address = "limpid://127.0.0.1:" + unused;

        assertThatThrownBy(() -> Client.builder()
                        .naming(address)
                        .timeout(Duration.ofMillis(600))
                        .open())
                .isInstanceOfSatisfying(
                        NotExecutedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                .hasMessageContaining("naming at " + address + " cannot be reached")
                .hasMessageContaining("limpid naming serve");
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(0, resource);
        return resource;
    }

    private Host host() {
        Host host = keep(Host.builder().name("near").open());
        host.export("shop/till", Till.class, new TillProcess());
        return host;
    }

    private Client client(Host host) {
        return client(host.endpoint());
    }

    private Client client(Endpoint endpoint) {
        return keep(Client.builder()
                .directory(List.of(binding("shop/till", endpoint)))
                .open());
    }

    private static Binding binding(String name, Endpoint endpoint) {
        Replica replica = new Replica("somewhere", endpoint, Replica.Role.PRIMARY);
        return new Binding(new ObjectName(name), new InterfaceId("io.limpid.runtime.Till"), 0, 0, List.of(replica));
    }

    private Endpoint otherProcess() throws Exception {
        JavaProcess process =
                JavaProcess.start(JavaProcess.thisJdk(), JavaProcess.classPath(), TillProcess.class.getName());
        keep(process);
        return Endpoint.parse(process.said("at "), 0);
    }
}
