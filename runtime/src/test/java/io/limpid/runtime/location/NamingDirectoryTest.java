package io.limpid.runtime.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Directory.Resolution;
import io.limpid.runtime.simulation.FakeDirectory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NamingDirectoryTest {
    private static final ObjectName ALICE = new ObjectName("bank/alice");

    private final Map<ObjectName, Binding> atLeader = new HashMap<>();
    private final List<ObjectName> leaderAsked = new ArrayList<>();
    private final Server server = new Server();
    private final NamingDirectory directory = new NamingDirectory(naming(this::resolve), naming(server::find));

    /** Any server, which may lag behind. */
    private static final class Server {
        private final Map<ObjectName, Binding> names = new HashMap<>();
        private long revision;
        private boolean silent;

        void has(long upTo, Binding... bindings) {
            revision = upTo;
            for (Binding binding : bindings) {
                names.put(binding.name(), binding);
            }
        }

        CompletableFuture<Naming.Found> find(ObjectName name) {
            return silent
                    ? CompletableFuture.failedFuture(new IllegalStateException("silent"))
                    : CompletableFuture.completedFuture(new Naming.Found(revision, entry(names.get(name))));
        }
    }

    private CompletableFuture<Optional<Naming.Entry>> resolve(ObjectName name) {
        leaderAsked.add(name);
        return CompletableFuture.completedFuture(entry(atLeader.get(name)));
    }

    private static Naming naming(Function<ObjectName, CompletableFuture<?>> answers) {
        return (Naming) Proxy.newProxyInstance(
                Naming.class.getClassLoader(),
                new Class<?>[] {Naming.class},
                (proxy, method, arguments) -> answers.apply((ObjectName) arguments[0]));
    }

    private static Optional<Naming.Entry> entry(@Nullable Binding binding) {
        return Optional.ofNullable(binding).map(known -> new Naming.Entry(known, false));
    }

    private static Binding alice(long epoch) {
        return FakeDirectory.binding(ALICE.path(), epoch, new Endpoint("127.0.0.1", (int) epoch));
    }

    @Test
    void whatAnyServerHasIsFoundWithoutTheLeader() {
        server.has(7, alice(3));

        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(3)));
        assertThat(leaderAsked).isEmpty();
    }

    @Test
    void whoeverAsksForThePresentBindingAsksTheLeader() {
        server.has(7, alice(3));
        atLeader.put(ALICE, alice(8));

        assertThat(directory.resolve(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
    }

    @Test
    void whatAServerDoesNotHaveIsAskedOfTheLeader() {
        server.has(7);
        atLeader.put(ALICE, alice(8));

        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
    }

    @Test
    void whatOnlyTheLeaderCanDenyIsAbsent() {
        server.has(7);

        assertThat(directory.find(ALICE).join()).isInstanceOf(Resolution.Absent.class);
        assertThat(leaderAsked).containsExactly(ALICE);
    }

    @Test
    void aServerThatHasHeardOfLessThanTheClientIsNotBelieved() {
        ObjectName bob = new ObjectName("bank/bob");
        atLeader.put(bob, FakeDirectory.binding(bob.path(), 9, new Endpoint("127.0.0.1", 1)));
        atLeader.put(ALICE, alice(8));
        server.has(7, alice(3));
        assertThat(directory.resolve(bob).join()).isInstanceOf(Resolution.Bound.class);

        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
    }

    @Test
    void aServerThatHasHeardOfLessThanAnotherIsNotBelieved() {
        server.has(9, alice(8));
        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
        atLeader.put(ALICE, alice(8));
        server.has(7, alice(3));

        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
    }

    @Test
    void whereNoServerAnswersForItselfTheLeaderIsAsked() {
        server.silent = true;
        atLeader.put(ALICE, alice(8));

        assertThat(directory.find(ALICE).join()).isEqualTo(new Resolution.Bound(alice(8)));
    }
}
