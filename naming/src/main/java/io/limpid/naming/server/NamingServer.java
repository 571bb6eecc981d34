package io.limpid.naming.server;

import io.limpid.log.InMemoryLog;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerId;
import io.limpid.log.ReplicatedLog;
import io.limpid.log.StateMachine;
import io.limpid.log.ratis.RatisLog;
import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.NamingService;
import io.limpid.naming.service.PeerControl;
import io.limpid.runtime.Host;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.health.Check;
import io.limpid.runtime.invocation.SystemClock;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.location.Naming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Naming in this process: one peer with its log, reached like any other object. Alone it is naming; of several one leads, and the
 * others redirect to it. Thread-safe.
 *
 * <pre>{@code
 * try (NamingServer naming = NamingServer.start(NamingSettings.inMemory());
 *         Host host = Host.join(naming.address())) {
 *     ...
 * }
 * }</pre>
 */
public final class NamingServer implements AutoCloseable {
    /** Naming's own methods are short; what does not end soon waits for changes, and may be cut off. */
    private static final Duration CLOSE_SPAN = Duration.ofMillis(500);

    private static final String LOG_GROUP = "naming";

    private final SystemScheduler scheduler;
    private final NamingService service;
    private final Host host;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private NamingServer(SystemScheduler scheduler, NamingService service, Host host) {
        this.scheduler = scheduler;
        this.service = service;
        this.host = host;
        var unused = service.terminated().whenComplete((nothing, cause) -> {
            if (cause != null) {
                ended.completeExceptionally(cause);
            }
        });
    }

    /**
     * Opens the store and listens; when this returns, naming answers. One of several refuses callers until more than half of them are
     * there.
     *
     * @throws io.limpid.log.StoreInUseException if another process has the directory open
     * @throws io.limpid.log.CorruptStoreException if a file is damaged such that acknowledged changes could be lost
     * @throws IOException if the directory or the port cannot be used; the message says which
     */
    public static NamingServer start(NamingSettings settings) throws IOException {
        SystemScheduler scheduler = new SystemScheduler("naming-timer");
        NamingService service;
        try {
            service = NamingService.open(
                    machine -> openLog(settings, machine),
                    settings.peers().map(NamingPeers::self).orElse(new PeerId("single")),
                    new NamingService.Founding(settings.terms(), settings.copy(), settings.tenants()),
                    new SystemClock(),
                    scheduler);
        } catch (IOException | RuntimeException e) {
            scheduler.close();
            throw e;
        }
        try {
            Host host = Host.builder()
                    .directory(List.of())
                    .name("naming")
                    .transport(settings.transport())
                    .listen(settings.host(), settings.port())
                    .closeWithin(CLOSE_SPAN)
                    .open();
            host.export(Naming.NAME.path(), Naming.class, service);
            host.export(PeerControl.NAME.path(), PeerControl.class, service.peerControl());
            host.export(CopyControl.NAME.path(), CopyControl.class, service.copyControl());
            return new NamingServer(scheduler, service, host);
        } catch (UncheckedIOException e) {
            letGo(service, scheduler);
            throw new IOException(e.getMessage(), e.getCause());
        } catch (RuntimeException e) {
            letGo(service, scheduler);
            throw e;
        }
    }

    private static void letGo(NamingService service, SystemScheduler scheduler) {
        service.close();
        scheduler.close();
    }

    private static ReplicatedLog openLog(NamingSettings settings, StateMachine machine) throws IOException {
        if (settings.directory().isEmpty()) {
            return InMemoryLog.open(machine);
        }
        LogSettings alone = LogSettings.single(LOG_GROUP, settings.directory().get());
        if (settings.peers().isEmpty()) {
            return RatisLog.open(alone, machine);
        }
        NamingPeers peers = settings.peers().get();
        LogSettings among = peers.tls().map(alone::withTls).orElse(alone).withPeers(peers.self(), peers.all());
        return peers.joins() ? RatisLog.join(among, machine) : RatisLog.open(among, machine);
    }

    /** Where it is reached, as {@code limpid://host:port}. */
    public String address() {
        return new LimpidAddress(List.of(host.endpoint())).toString();
    }

    /** What must be so for this server to go on: that its log has not stopped by itself, as when the disk fails. */
    public List<Check> live() {
        return List.of(
                ended.isDone()
                        ? new Check("log", false, "it has stopped; start the server anew")
                        : new Check("log", true, "it takes what is given to it"));
    }

    /** What must be so for this server to be of use: that it knows who leads, if only to send callers there. */
    public List<Check> ready() {
        return List.of(service.leader()
                .map(leader -> new Check("leader", true, "peer " + leader + " leads"))
                .orElseGet(
                        () -> new Check("leader", false, "no peer is known to lead (more than half must be there)")));
    }

    /** Completes when the server has ended: normally after {@link #close}, exceptionally if its store had to stop. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Lets go of the port, then of the store. What was answered is kept. */
    @Override
    public void close() {
        // Watches first: they would keep the host waiting for calls that end only when something changes.
        service.stopServing();
        host.close();
        service.close();
        scheduler.close();
        ended.complete(null);
    }

    /** Gives the address. */
    @Override
    public String toString() {
        return "naming at " + address();
    }
}
