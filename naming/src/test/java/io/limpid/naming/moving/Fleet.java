package io.limpid.naming.moving;

import static org.awaitility.Awaitility.await;

import io.limpid.naming.server.Asking;
import io.limpid.naming.server.Program;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Entry;
import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Naming on its disk, hosts of ledgers and a mover, each a process that can be killed and started again. */
final class Fleet implements AutoCloseable {
    private static final String MOVED = "moved, stood still for ";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int TRIED_MOVES = 6;

    private final Path directory;
    private final Duration hostTerm;
    private final Map<String, JavaProcess> hosts = new TreeMap<>();
    private final Map<String, List<String>> options = new TreeMap<>();
    private final AtomicInteger orders = new AtomicInteger();
    private final int port;
    private final String address;
    private final Asking asking;
    private int losses;
    private Program naming;
    private JavaProcess mover;

    Fleet(Path directory, Duration hostTerm) throws IOException {
        this.directory = directory;
        this.hostTerm = hostTerm;
        naming = serve(0);
        address = naming.awaitReady();
        port = LimpidAddress.parse(address).servers().get(0).port();
        asking = new Asking(address);
        mover = java(List.of(), Mover.class, address);
    }

    private Program serve(int at, String... more) {
        List<String> options = new ArrayList<>(List.of("--host-term", Long.toString(hostTerm.toMillis())));
        options.addAll(List.of(more));
        return Program.serve(at, directory.resolve("naming" + losses), options.toArray(new String[0]));
    }

    private static JavaProcess java(List<String> options, Class<?> main, String... arguments) throws IOException {
        return JavaProcess.start(JavaProcess.thisJdk(), options, JavaProcess.classPath(), main.getName(), arguments);
    }

    String address() {
        return address;
    }

    /** Starts a host with options of the JVM; waits until it is there. */
    void start(String host, String... jvm) throws IOException {
        options.put(host, List.of(jvm));
        begin(host);
        hosts.get(host).said("at ");
    }

    private void begin(String host) throws IOException {
        hosts.put(host, java(options.get(host), LedgerHost.class, address, host, diary().toString()));
    }

    /** Every number that any process has entered, in order. */
    List<Integer> entered() throws IOException {
        return Files.readAllLines(diary()).stream().map(Integer::valueOf).toList();
    }

    private Path diary() {
        return directory.resolve("diary");
    }

    JavaProcess host(String host) {
        return hosts.get(host);
    }

    /** Where a host listens. */
    Endpoint endpoint(String host) {
        return LimpidAddress.parse("limpid://" + hosts.get(host).said("at "))
                .servers()
                .get(0);
    }

    List<String> hosts() {
        return List.copyOf(hosts.keySet());
    }

    /** Tells a host something; gives what it answers. */
    String tell(String host, String order) {
        return answer(hosts.get(host), order);
    }

    /** Has the hosts hold ledgers, in turn. */
    void hold(List<String> ledgers, String content) {
        for (int i = 0; i < ledgers.size(); i++) {
            String host = hosts().get(i % hosts.size());
            String said = tell(host, "hold " + ledgers.get(i) + " " + content);
            if (!said.equals("done")) {
                throw new AssertionError(ledgers.get(i) + " at " + host + ": " + said);
            }
        }
    }

    /** How long it takes to move a ledger of the first host, on an average of some that go to the second and back. */
    Duration typicalMove(String ledger) {
        long start = System.nanoTime();
        for (int i = 1; i <= TRIED_MOVES; i++) {
            var stoodStill = moveNow(ledger, hosts().get(i % 2));
        }
        return Duration.ofNanos(System.nanoTime() - start).dividedBy(TRIED_MOVES);
    }

    /** Has the mover move a ledger; gives under which prefix it will say what came of it. */
    String move(String name, String host) {
        String number = orders.incrementAndGet() + " ";
        tell(mover, number + name + " " + host);
        return number;
    }

    /** What came of a move; empty if that is not known yet. */
    Optional<String> moved(String number) {
        return mover.hasSaid(number);
    }

    private static void tell(JavaProcess process, String line) {
        try {
            process.tell(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the mover move a ledger, and waits; gives for how long it stood still. */
    Duration moveNow(String name, String host) {
        String number = move(name, host);
        String said = await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> moved(number), Optional::isPresent)
                .orElseThrow();
        if (!said.startsWith(MOVED)) {
            throw new AssertionError(name + " to " + host + ": " + said);
        }
        return Duration.ofNanos(Long.parseLong(said.substring(MOVED.length())));
    }

    private String answer(JavaProcess process, String order) {
        String number = orders.incrementAndGet() + " ";
        tell(process, number + order);
        return await().atMost(PATIENCE)
                .until(() -> process.hasSaid(number), Optional::isPresent)
                .orElseThrow();
    }

    /** What naming says of a ledger, once it says anything. */
    Entry entry(String name) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> asking.naming(Duration.ofSeconds(5))
                                .resolve(new ObjectName(name))
                                .toCompletableFuture()
                                .get(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Everything that naming has below a prefix, in pages. */
    List<Entry> entries(String prefix) {
        List<Entry> all = new ArrayList<>();
        String after = "";
        while (true) {
            List<Entry> page = asking.naming(Duration.ofSeconds(30)).list(prefix, after, 1_000);
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            after = page.get(page.size() - 1).binding().name().path();
        }
    }

    /** At which host it is, by naming's word. */
    String holder(String name) {
        return entry(name).binding().replicas().get(0).host();
    }

    /** Asks a host to end; gives how long it took. */
    Duration stop(String host, Duration patience) throws Exception {
        long asked = System.nanoTime();
        hosts.get(host).signal("TERM");
        hosts.get(host).exit(patience);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** Kills a host and starts another process in its place. */
    void killHost(String host) throws InterruptedException, IOException {
        hosts.get(host).kill();
        begin(host);
    }

    /** Kills naming and starts it again on its disk. */
    void killNaming() {
        naming.kill();
        naming = serve(port);
    }

    /** Copies what naming keeps. */
    Path backUp() {
        Path copy = directory.resolve("copy");
        try (Program backup = Program.start("naming", "backup", "--to", copy.toString(), "--naming", address)) {
            if (backup.exit() != 0) {
                throw new AssertionError(backup.errors());
            }
        }
        return copy;
    }

    /** Kills naming, whose disk is lost with it, and has another one go on from a copy, at the same address. */
    void loseNaming(Path copy) {
        naming.kill();
        losses++;
        naming = serve(port, "--restore", copy.toString());
    }

    Naming naming() {
        return asking.naming(Duration.ofSeconds(5));
    }

    void killMover() throws InterruptedException, IOException {
        mover.kill();
        mover = java(List.of(), Mover.class, address);
    }

    @Override
    public void close() {
        asking.close();
        mover.close();
        hosts.values().forEach(JavaProcess::close);
        naming.close();
    }
}
