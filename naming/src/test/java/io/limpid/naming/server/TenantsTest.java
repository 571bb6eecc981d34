package io.limpid.naming.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.PeerControl;
import io.limpid.naming.service.Tenants;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.MoveConsent;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TlsSettings;
import io.limpid.runtime.transport.TransportSettings;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Those who share one naming, told from one another by their certificates, and do not trust each other. */
@Timeout(60)
final class TenantsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectName ALICE = new ObjectName("bank/alice");
    private static final UUID MADE_UP = new UUID(1, 2);

    @TempDir
    Path directory;

    private X509Bundle authority;
    private NamingServer server;
    private Host bank;
    private Host shop;

    @BeforeEach
    void start() throws Exception {
        authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Everybody")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        server = NamingServer.start(NamingSettings.inMemory()
                .transport(certificate("naming"))
                .tenants(Tenants.parse(List.of("bank=bank/", "shop=shop", "shop=common", "ops="))));
        bank = host("bank");
        shop = host("shop");
        bank.export("bank/alice", Counter.class, new Counter.InMemory());
    }

    @AfterEach
    void stop() {
        bank.close();
        shop.close();
        server.close();
    }

    @Test
    void eachBindsBelowItsOwnPrefixesAlone() throws Exception {
        shop.export("shop", Counter.class, new Counter.InMemory());
        shop.export("common/till", Counter.class, new Counter.InMemory(), Replica.Role.PRIMARY);

        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> shop.export("bank/bob", Counter.class, new Counter.InMemory()))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED))
                .withMessageContaining("'shop' may not hold bank/bob here")
                .withMessageContaining("it may hold what is below common, shop; say --allow shop=bank/bob");
        refuses(() -> shop.export("shops", Counter.class, new Counter.InMemory()));
        refuses(() -> bank.export("common/till", Counter.class, new Counter.InMemory(), Replica.Role.PRIMARY));

        // Whoever may call it does.
        assertThat(shop.lookup(Counter.class, "bank/alice").add(1)).isEqualTo(1);
    }

    @Test
    void aNameComesToNobodyElseAndIsFreedByItsHolderOrAnAdministrator() throws Exception {
        try (Asking shops = new Asking(server.address(), certificate("shop"));
                Asking banks = new Asking(server.address(), certificate("bank"));
                Asking ops = new Asking(server.address(), certificate("ops"))) {
            Naming asShop = shops.naming(PATIENCE);
            Naming asBank = banks.naming(PATIENCE);
            asShop.joinHost("thief", MADE_UP, new Endpoint("127.0.0.1", 9000));
            asBank.joinHost("other", new UUID(3, 3), new Endpoint("127.0.0.1", 9001));
            long epoch = epoch(asShop);

            refuses(() -> asShop.rebind(ALICE, epoch, "thief", MADE_UP, MADE_UP));
            refuses(() -> asBank.rebind(ALICE, epoch, "other", new UUID(3, 3), MADE_UP));
            refuses(() -> asShop.unbind(ALICE, epoch, MADE_UP));
            refuses(() -> asBank.unbind(ALICE, epoch, MoveConsent.toFree(new UUID(3, 3), ALICE, epoch)));
            assertThat(epoch(asShop)).isEqualTo(epoch);

            ops.naming(PATIENCE).unbind(ALICE, epoch, MADE_UP);
            assertThat(asShop.resolve(ALICE).toCompletableFuture().get()).isEmpty();
        }
    }

    /** Or a holder who is careless with his consent could give away, or have freed, what only his own may hold. */
    @Test
    void aHoldersConsentLetsNobodyHaveOrFreeWhatIsNotBelowHisPrefixes() throws Exception {
        try (Asking shops = new Asking(server.address(), certificate("shop"));
                Asking banks = new Asking(server.address(), certificate("bank"))) {
            Naming asShop = shops.naming(PATIENCE);
            Naming asBank = banks.naming(PATIENCE);
            UUID vault = new UUID(4, 4);
            UUID safe = new UUID(5, 5);
            asShop.joinHost("thief", MADE_UP, new Endpoint("127.0.0.1", 9000));
            asBank.joinHost("vault", vault, new Endpoint("127.0.0.1", 9001));
            asBank.joinHost("safe", safe, new Endpoint("127.0.0.1", 9002));
            ObjectName bob = new ObjectName("bank/bob");
            long epoch = asBank.bind(bob, new InterfaceId(Counter.class.getName()), "vault", vault)
                    .epoch();

            mayNotHold(() -> asShop.rebind(bob, epoch, "thief", MADE_UP, MoveConsent.of(vault, bob, epoch, "thief")));
            mayNotHold(() -> asShop.unbind(bob, epoch, MoveConsent.toFree(vault, bob, epoch)));

            // Of whoever may hold it nothing else was wanting.
            long moved = asBank.rebind(bob, epoch, "safe", safe, MoveConsent.of(vault, bob, epoch, "safe"))
                    .epoch();
            asBank.unbind(bob, moved, MoveConsent.toFree(safe, bob, moved));
            assertThat(asBank.resolve(bob).toCompletableFuture().get()).isEmpty();
        }
    }

    @Test
    void administratorsAloneCopyNamingAndReplaceItsServers() throws Exception {
        try (Client shops = administering("shop");
                Client ops = administering("ops")) {
            refuses(() ->
                    shops.lookup(CopyControl.class, CopyControl.NAME.path()).make());
            refuses(() ->
                    shops.lookup(PeerControl.class, PeerControl.NAME.path()).remove("single"));

            assertThat(ops.lookup(CopyControl.class, CopyControl.NAME.path())
                            .make()
                            .bytes())
                    .isPositive();
            assertThatThrownBy(() -> ops.lookup(PeerControl.class, PeerControl.NAME.path())
                            .remove("single"))
                    .isInstanceOf(PeerControl.PeersUnchangedException.class);
        }
    }

    @Test
    void tenantsAreToldByCertificatesAndRulesByTheirForm() {
        Tenants tenants = Tenants.parse(List.of("bank=bank"));

        assertThatThrownBy(() -> NamingSettings.inMemory().tenants(tenants)).hasMessageContaining("--tls-certificate");
        assertThatThrownBy(() -> Tenants.parse(List.of("bank"))).hasMessageContaining("PRINCIPAL=PREFIX");
        assertThatThrownBy(() -> Tenants.parse(List.of("bank=b nk"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static long epoch(Naming naming) throws Exception {
        return naming.resolve(ALICE)
                .toCompletableFuture()
                .get()
                .orElseThrow()
                .binding()
                .epoch();
    }

    private static void mayNotHold(ThrowingCallable request) {
        refuses(request);
        assertThatThrownBy(request).hasMessageContaining("'shop' may not hold bank/bob here");
    }

    private static void refuses(ThrowingCallable request) {
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(request)
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED));
    }

    private Host host(String name) throws Exception {
        return Host.builder()
                .naming(server.address())
                .name(name)
                .transport(certificate(name))
                .open();
    }

    private Client administering(String name) throws Exception {
        Endpoint at = LimpidAddress.parse(server.address()).servers().get(0);
        List<Replica> servers = List.of(new Replica("naming", at, Replica.Role.PRIMARY));
        return Client.builder()
                .transport(certificate(name))
                .directory(List.of(
                        new Binding(CopyControl.NAME, new InterfaceId(CopyControl.class.getName()), 0, 0, servers),
                        new Binding(PeerControl.NAME, new InterfaceId(PeerControl.class.getName()), 0, 0, servers)))
                .open();
    }

    private TransportSettings certificate(String name) throws Exception {
        X509Bundle leaf = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        return TransportSettings.DEFAULT.tls(TlsSettings.pem(
                file(name + ".pem", leaf.getCertificatePathPEM()),
                file(name + ".key", leaf.getPrivateKeyPEM()),
                file("trusted.pem", authority.getCertificatePEM())));
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }
}
