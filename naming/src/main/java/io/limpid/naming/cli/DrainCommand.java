package io.limpid.naming.cli;

import io.limpid.MoveRefusedException;
import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.SystemScheduler;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.migration.placement.Drain;
import io.limpid.runtime.migration.placement.DrainRun;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.ObjectLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties a host. */
@Command(
        name = "drain",
        description = "Moves every object of a host to the other hosts, spread by how many each has.",
        mixinStandardHelpOptions = true)
final class DrainCommand extends AtNaming {
    private static final int PAGE = 1_000;

    /** For how long the host is told to take nothing, and how often; what is left of it in the end is for whoever stops the host. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(15);

    @Parameters(paramLabel = "HOST", description = "The name of the host that is to be emptied.")
    private String host = "";

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many objects move at the same time (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Override
    int ask(Asking asking) throws Exception {
        if (atOnce < 1) {
            // Before the host is told anything.
            throw new IllegalArgumentException("--at-once: " + atOnce + " (expected: at least 1)");
        }
        List<HostPlace> hosts = await(asking.naming().hosts());
        if (hosts.stream().noneMatch(each -> each.name().equals(host))) {
            err().println("limpid: no living host has the name " + host + " (limpid hosts shows those that live)");
            return ExitStatus.NOT_FOUND;
        }
        Map<ObjectName, String> stays = new TreeMap<>((one, other) -> one.path().compareTo(other.path()));
        ExecutorService threads = SystemThreads.forTasks("limpid-drain");
        try (Client client = naming.openToHosts();
                SystemScheduler timer = new SystemScheduler("limpid-drain-timer")) {
            keepShut(client, timer, threads);
            boolean moved;
            do {
                // Again until there is nothing: the host may be given objects meanwhile.
                moved = drain(
                        asking.naming(),
                        hosts,
                        stays,
                        (object, target) -> CompletableFuture.supplyAsync(() -> move(client, object, target), threads));
            } while (moved);
        } finally {
            threads.shutdownNow();
        }
        // Somebody else may have moved or unbound what this could not.
        stays.keySet().retainAll(held(asking.naming()).getOrDefault(host, List.of()));
        stays.forEach((name, why) -> err().println("limpid: " + name + " stays at " + host + ": " + why));
        return stays.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /** Has the host be given nothing by others, as long as this process lives. */
    private void keepShut(Client client, SystemScheduler timer, Executor threads) {
        try {
            client.takeNothing(host, PAUSE);
        } catch (NotExecutedException | OutcomeUnknownException e) {
            err().println("limpid: other hosts may give objects to " + host + " meanwhile: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            // It lives no more.
            return;
        }
        timer.schedule(BETWEEN_WORDS, () -> threads.execute(() -> keepShut(client, timer, threads)));
    }

    private boolean drain(Naming directory, List<HostPlace> hosts, Map<ObjectName, String> stays, DrainRun.Mover mover)
            throws Exception {
        Map<String, List<ObjectName>> held = held(directory);
        List<ObjectLoad> objects = held.getOrDefault(host, List.of()).stream()
                .filter(object -> !stays.containsKey(object))
                .map(object -> new ObjectLoad(object, 0, 0))
                .toList();
        if (objects.isEmpty()) {
            return false;
        }
        List<HostLoad> others = hosts.stream()
                .map(each -> new HostLoad(
                        each.name(), held.getOrDefault(each.name(), List.of()).size()))
                .toList();
        Drain drain = new Drain(host, objects, others, atOnce);
        stays.putAll(await(new DrainRun(drain, mover, progress -> {}).begin()).left());
        return true;
    }

    private End move(Client client, ObjectName object, String target) {
        try {
            client.migrate(object.path(), target);
        } catch (MoveRefusedException e) {
            return switch (e.reason()) {
                case NOT_MOVABLE, TARGET_REFUSED -> new End.Refused(String.valueOf(e.getMessage()));
                default -> throw e;
            };
        }
        tell(object, target);
        return new End.Moved();
    }

    private synchronized void tell(ObjectName object, String target) {
        out().println(
                        json
                                ? new Json()
                                        .put("event", "moved")
                                        .put("name", object.path())
                                        .put("host", target)
                                : object + "\t" + target);
        out().flush();
    }

    /** All names by the host that has them; a replica of a group goes with its host. */
    private static Map<String, List<ObjectName>> held(Naming naming) {
        Map<String, List<ObjectName>> held = new HashMap<>();
        String after = "";
        List<Entry> page;
        do {
            page = naming.list("", after, PAGE);
            for (Entry entry : page) {
                if (!entry.binding().isGroup()) {
                    String holder = entry.binding().replicas().get(0).host();
                    held.computeIfAbsent(holder, any -> new ArrayList<>())
                            .add(entry.binding().name());
                }
                after = entry.binding().name().path();
            }
        } while (page.size() == PAGE);
        return held;
    }
}
