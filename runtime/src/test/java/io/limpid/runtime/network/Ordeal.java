package io.limpid.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.check.Trials;
import io.limpid.runtime.network.Fault.Struck;
import io.limpid.runtime.network.Recorded.Outcome;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings one fault after the other upon processes that keep something together, while two others call them: {@link #NEAR} stands beside whoever
 * is meant, and reaches only whom that one reaches, {@link #FAR} beside the last. Small in every build; system properties make it larger.
 */
public final class Ordeal implements AutoCloseable {
    public static final String NEAR = "near";
    public static final String FAR = "far";

    private static final int MEMBERS = Integer.getInteger("limpid.partitions.members", 3);
    private static final int TIMES = Integer.getInteger("limpid.partitions.times", 1);
    private static final Duration SPAN = Duration.ofMillis(Integer.getInteger("limpid.partitions.millis", 2_500));

    /** The promise is 10 s; a build may share its machine with others. */
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(Trials.of(20, 10));

    private final long seed = Long.getLong("limpid.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> ids = List.of("a", "b", "c", "d", "e").subList(0, MEMBERS);
    private final Map<String, JavaProcess> members = new LinkedHashMap<>();
    private final Map<String, JavaProcess> callers = new LinkedHashMap<>();
    private final Map<String, List<Recorded>> calls = new LinkedHashMap<>();
    private final List<Round> rounds = new ArrayList<>();
    private final Cluster cluster;
    private final Path directory;
    private final Network network;

    /** Processes that keep something together, and those that call them. */
    public interface Cluster {
        /** Where there are other processes, which no fault meets. */
        List<String> places();

        /** Starts those. */
        void startOthers(Network network) throws IOException;

        /** Starts a member, all of whose files are in a directory of its id; it says {@link #ready} when it takes part. */
        JavaProcess startMember(Network network, String id, List<String> all) throws IOException;

        /** What a member says first. */
        String ready();

        /** Starts a process that runs a {@link Load}. */
        JavaProcess startCaller(Network network, String place, List<String> all, List<String> arguments)
                throws IOException;

        /** Whether a member may answer such a call by itself, for a while. */
        default boolean mayBeStale(Recorded call) {
            return false;
        }

        /** Who leads, if anybody can tell. */
        String leader(Ordeal ordeal) throws IOException;
    }

    /**
     * What was.
     *
     * @param meant whom it befell first
     * @param led whether that was the leader
     * @param struck since when, by the monotonic clock, in nanoseconds
     * @param healed when it ended
     * @param served how long after that each caller was first answered, by its place
     */
    private record Round(
            Fault fault, String meant, boolean led, long struck, long healed, Map<String, Duration> served) {
        List<Recorded> answeredMeanwhile(List<Recorded> calls) {
            return calls.stream()
                    .filter(call -> call.isAnswered() && call.invoked() > struck && call.returned() < healed)
                    .toList();
        }
    }

    private Ordeal(Cluster cluster, Path directory) throws IOException {
        this.cluster = cluster;
        this.directory = directory;
        List<String> places = new ArrayList<>(List.of(NEAR, FAR));
        places.addAll(ids);
        places.addAll(cluster.places());
        network = Network.open(seed, places);
    }

    /** Starts everything, in a network without faults; skips the test where there can be no network. */
    public static Ordeal of(Cluster cluster, Path directory) throws IOException {
        assumeThat(Network.lacking()).isEmpty();
        Ordeal ordeal = new Ordeal(cluster, directory);
        try {
            ordeal.start();
            return ordeal;
        } catch (IOException | RuntimeException | Error e) {
            ordeal.close();
            throw e;
        }
    }

    private void start() throws IOException {
        System.out.println("seed: " + seed);
        cluster.startOthers(network);
        for (String id : ids) {
            members.put(id, cluster.startMember(network, id, ids));
        }
        members.values().forEach(member -> member.said(cluster.ready()));
        // Who lost an empty log may have lost more, and has no vote.
        await().atMost(Duration.ofSeconds(60)).until(() -> ids.stream().allMatch(id -> hasLog(directory.resolve(id))));
        for (String place : List.of(NEAR, FAR)) {
            List<String> arguments = List.of(
                    Integer.toString(callers.size()),
                    Long.toString(seed),
                    directory.resolve(place).toString());
            callers.put(place, cluster.startCaller(network, place, ids, arguments));
        }
        callers.values().forEach(caller -> caller.said("ready"));
    }

    private List<Recorded> answeredMeanwhile(Round round, String place) {
        return round.answeredMeanwhile(calls.get(place)).stream()
                .filter(call -> !cluster.mayBeStale(call))
                .toList();
    }

    private static boolean hasLog(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("log_"));
        } catch (IOException | UncheckedIOException e) {
            // Files come and go there.
            return false;
        }
    }

    /** The members, by their ids. */
    public Map<String, JavaProcess> members() {
        return members;
    }

    /** A caller. */
    public JavaProcess caller(String place) {
        return callers.get(place);
    }

    /** Brings each of the faults upon them as often as is wanted, mostly upon the leader, and waits each time until both callers are served again. */
    public void bring(List<Fault> faults) throws Exception {
        for (int time = 0; time < TIMES; time++) {
            for (Fault fault : faults) {
                bring(fault);
            }
        }
    }

    private void bring(Fault fault) throws Exception {
        List<String> order = new ArrayList<>(ids);
        Collections.shuffle(order, random);
        String leader = cluster.leader(this);
        if (!leader.isEmpty() && random.nextInt(4) > 0) {
            order.remove(leader);
            order.add(0, leader);
        }
        String meant = order.get(0);
        strike(fault, order);
        long struck = System.nanoTime();
        // Bad links are met at once, an election takes its time.
        Duration span = fault.way().equals(Way.CUT) || fault.ways(ids).isEmpty() ? SPAN : SPAN.dividedBy(2);
        await().pollDelay(span).atMost(span.plusSeconds(10)).until(() -> true);
        long healed = System.nanoTime();
        switch (fault) {
            case KILL -> members.put(meant, cluster.startMember(network, meant, ids));
            case PAUSE -> members.get(meant).signal("CONT");
            default -> network.heal();
        }
        Map<String, Duration> served = awaitServed(healed);
        members.get(meant).said(cluster.ready());
        rounds.add(new Round(fault, meant, meant.equals(leader), struck, healed, served));
    }

    private void strike(Fault fault, List<String> order) throws IOException, InterruptedException {
        JavaProcess first = members.get(order.get(0));
        if (fault == Fault.KILL) {
            first.kill();
        } else if (fault == Fault.PAUSE) {
            first.signal("STOP");
        }
        for (Struck way : fault.ways(order)) {
            network.set(way.from(), way.to(), fault.way());
            beside(order.get(0), NEAR, way, fault.way());
            beside(order.get(order.size() - 1), FAR, way, fault.way());
        }
    }

    private void beside(String member, String caller, Struck struck, Way way) {
        if (struck.from().equals(member)) {
            network.set(caller, struck.to(), way);
        }
        if (struck.to().equals(member)) {
            network.set(struck.from(), caller, way);
        }
    }

    private Map<String, Duration> awaitServed(long healed) throws IOException {
        Map<String, Integer> before = new LinkedHashMap<>();
        for (Map.Entry<String, JavaProcess> each : callers.entrySet()) {
            before.put(each.getKey(), each.getValue().countSaid("served"));
            each.getValue().tell("probe");
        }
        Map<String, Duration> served = new LinkedHashMap<>();
        callers.forEach((place, process) -> {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> process.countSaid("served") > before.get(place));
            served.put(place, Duration.ofNanos(System.nanoTime() - healed));
        });
        return served;
    }

    /** Ends the calls, says what came of each fault, and gives all calls. Fails if one has no outcome. */
    public List<Recorded> end() throws IOException {
        for (Map.Entry<String, JavaProcess> each : callers.entrySet()) {
            String said = each.getValue().ask("stop", "calls ");
            assertThat(said).endsWith("without an outcome 0");
            assertThat(each.getValue().countSaid("broken")).isZero();
            calls.put(each.getKey(), Recorded.read(directory.resolve(each.getKey())));
        }
        List<Recorded> all = calls.values().stream().flatMap(List::stream).toList();
        rounds.forEach(round -> System.out.println(line(round)));
        Map<Outcome, Long> outcomes =
                all.stream().collect(Collectors.groupingBy(Recorded::outcome, Collectors.counting()));
        Map<String, Long> objects =
                all.stream().collect(Collectors.groupingBy(Recorded::object, Collectors.counting()));
        System.out.printf(
                "%d members, %d faults, %d calls %s of %d objects, at most %d of one; served again after at most %d ms%n",
                MEMBERS,
                rounds.size(),
                all.size(),
                outcomes,
                objects.size(),
                new TreeSet<>(objects.values()).last(),
                rounds.stream()
                        .flatMap(round -> round.served().values().stream())
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElseThrow());
        return all;
    }

    private String line(Round round) {
        return "%s of %s%s for %d ms: answered meanwhile %s, served again after %s ms"
                .formatted(
                        round.fault(),
                        round.meant(),
                        round.led() ? ", the leader," : "",
                        (round.healed() - round.struck()) / 1_000_000,
                        calls.values().stream()
                                .map(each -> round.answeredMeanwhile(each).size())
                                .toList(),
                        round.served().values().stream().map(Duration::toMillis).toList());
    }

    /** Asserts that who was parted with a minority got no answer, and that everybody was served again in time; after {@link #end}. */
    public void assertThatOnlyMajoritiesAnsweredAndAllWereServedAgain() {
        assertThat(rounds).allSatisfy(round -> {
            assertThat(round.served().values()).allMatch(span -> span.compareTo(SERVED_WITHIN) < 0);
            if (round.fault().leavesAMinority()) {
                assertThat(answeredMeanwhile(round, NEAR)).isEmpty();
            }
        });
    }

    @Override
    public void close() {
        network.close();
    }
}
