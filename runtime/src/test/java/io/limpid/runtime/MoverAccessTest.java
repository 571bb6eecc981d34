package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.migration.HostControl;
import io.limpid.runtime.transport.TransportSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may move objects between hosts that know one another by their certificates. Over TLS. */
@Timeout(120)
final class MoverAccessTest {
    @TempDir
    private Path directory;

    private final FakeNaming naming = new FakeNaming();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Certified certified;
    private Host namingHost;

    @BeforeEach
    void open() throws Exception {
        certified = new Certified(directory);
        namingHost = Host.builder().name("naming").transport(as("naming")).open();
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
    }

    private TransportSettings as(String certificate) throws Exception {
        return TransportSettings.DEFAULT
                .tls(certified.settings(certificate))
                .sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());
    }

    private Host host(String name, String certificate, String... movers) throws Exception {
        Host host = Host.builder()
                .naming("limpid://" + namingHost.endpoint())
                .name(name)
                .transport(as(certificate))
                .movers(movers)
                .open();
        opened.add(0, host);
        return host;
    }

    private Client client(String certificate) throws Exception {
        Client client = Client.builder()
                .naming("limpid://" + namingHost.endpoint())
                .transport(as(certificate))
                .open();
        opened.add(0, client);
        return client;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        namingHost.close();
    }

    @Test
    void whoeverIsNotNamedMovesNothing() throws Exception {
        Host a = host("a", "a", "ops");
        host("b", "b", "a");
        a.export("till", Till.class, new Purse());
        Client mallory = client("mallory");

        assertThatThrownBy(() -> mallory.migrate("till", "b"))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("host a lets 'mallory' move no objects")
                .hasMessageContaining("HostBuilder.movers(\"mallory\") at host a");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("a");
        assertThat(mallory.lookup(Till.class, "till").deposit(1)).isEqualTo(1);
    }

    @Test
    void anOperatorWhomTheSourceNamesMovesObjectsToAHostThatNamesTheSource() throws Exception {
        Host a = host("a", "a", "ops");
        host("b", "b", "a");
        a.export("till", Till.class, new Purse());
        Client ops = client("ops");

        ops.migrate("till", "b");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("b");
    }

    @Test
    void aHostTakesNothingFromOneThatItDoesNotName() throws Exception {
        Host a = host("a", "a");
        host("b", "b");
        a.export("till", Till.class, new Purse());

        assertThatThrownBy(() -> a.migrate("till", "b"))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("host b lets 'a' move no objects")
                .extracting(failure -> ((MoveRefusedException) failure).reason())
                .isEqualTo(MoveRefusedException.Reason.TARGET_REFUSED);

        assertThat(a.lookup(Till.class, "till").deposit(1)).isEqualTo(1);
    }

    @Test
    void hostsOfOneCertificateNeedNoWord() throws Exception {
        Host a = host("a", "fleet");
        Host b = host("b", "fleet");
        a.export("till", Till.class, new Purse());

        b.attract("till");

        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("b");
    }

    @Test
    void noMethodOfAHostsControlIsOpenToOthers() throws Exception {
        Host a = host("a", "a", "ops");
        HostControl asMallory = controlOf(a, "mallory");
        HostControl asOps = controlOf(a, "ops");

        assertRefused(() -> asMallory.load().toCompletableFuture().join());
        assertRefused(() -> asMallory.abandon(new UUID(1, 2)));
        assertRefused(() ->
                asMallory.complete(new UUID(1, 2), 1).toCompletableFuture().join());
        assertRefused(() -> asMallory.migrate(new UUID(3, 4), HostControl.NAME, "b", a.endpoint()));

        assertThat(asOps.load().toCompletableFuture().join().objects()).isZero();
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(failure -> assertThat(failure instanceof NotExecutedException ? failure : failure.getCause())
                        .isInstanceOfSatisfying(
                                NotExecutedException.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED)));
    }

    private HostControl controlOf(Host host, String certificate) throws Exception {
        Replica place = new Replica(host.name(), host.endpoint(), Replica.Role.PRIMARY);
        Binding binding =
                new Binding(HostControl.NAME, new InterfaceId(HostControl.class.getName()), 0, 0, List.of(place));
        Client client = Client.builder()
                .directory(List.of(binding))
                .transport(as(certificate))
                .open();
        opened.add(0, client);
        return client.lookup(HostControl.class, HostControl.NAME.path());
    }
}
