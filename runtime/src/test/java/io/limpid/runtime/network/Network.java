package io.limpid.runtime.network;

import io.limpid.runtime.processes.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network for the processes of a test. Each place is a network namespace with one address, and every packet between two of them passes a
 * {@link Router} in this process, which loses, delays, doubles or holds it, each direction apart. The kernel hands it the packets through VXLAN
 * tunnels, so nothing is asked of it that filters packets or makes links bad.
 *
 * <p>Addresses are in 127/8, which each namespace routes to its tunnel: what programs allow on loopback alone they allow here.
 *
 * <p>The namespaces have no names and last as long as the processes in them, all of which die with this one, however it ends: nothing
 * can be left behind. Needs root. Processes may be started from any thread.
 */
public final class Network implements AutoCloseable {
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final List<String> WITH_THIS_PROCESS = List.of("setpriv", "--pdeathsig", "KILL");

    private final List<String> places;
    private final List<Process> holders = new ArrayList<>();
    private final List<JavaProcess> started = new ArrayList<>();

    /** Processes die with the thread that started them. */
    private final ExecutorService starter = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "network-starter");
        thread.setDaemon(true);
        return thread;
    });

    private final String link = "lim" + Long.toString(ProcessHandle.current().pid(), 36) + OPENED.incrementAndGet();
    private final Router router;

    private Network(List<String> places, long seed) throws IOException {
        this.places = List.copyOf(places);
        // 198.18/15 is set aside for the tests of networks (RFC 2544); each test has four addresses of it.
        int block = Math.floorMod(ProcessHandle.current().pid() * 7 + OPENED.get(), 16_384) * 4;
        String subnet = "198." + (18 + (block >> 16)) + "." + (block >> 8 & 0xff) + ".";
        String here = subnet + ((block & 0xff) + 1);
        String there = subnet + ((block & 0xff) + 2);
        try {
            for (int i = 0; i <= places.size(); i++) {
                holders.add(hold());
            }
            shell(script(here, there));
            router = new Router(
                    new InetSocketAddress(here, Router.PORT),
                    new InetSocketAddress(there, Router.PORT),
                    places.size(),
                    seed);
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
    }

    /** What the machine lacks, and where it is to be had; empty if networks can be opened. */
    public static Optional<String> lacking() {
        try {
            shell(
                    "unshare --net sh -ec 'ip link add way1 type vxlan id 1 remote 198.18.0.1 dstport 4789; ip link add way2 type veth'"
                            + " && setpriv --pdeathsig KILL nsenter --version");
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "network namespaces need root and ip (Debian: apt-get install iproute2): " + e.getMessage());
        }
    }

    /**
     * Opens one in which nothing is wrong.
     *
     * @param seed of which packets are lost and how late they are
     */
    public static Network open(long seed, List<String> places) throws IOException {
        return new Network(places, seed);
    }

    private Process hold() throws IOException {
        List<String> command = new ArrayList<>(WITH_THIS_PROCESS);
        command.addAll(List.of("unshare", "--net", "sh", "-c", "echo held && exec cat"));
        Process holder = onStarter(() -> new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (holder.getInputStream().read() < 0) {
            throw new IOException("no network namespace could be made");
        }
        return holder;
    }

    private String script(String here, String there) {
        long routers = holders.get(0).pid();
        StringBuilder script = new StringBuilder("""
                ip link add %1$s type veth peer name out netns %2$d
                ip addr add %3$s/30 dev %1$s
                ip link set %1$s up
                nsenter -t %2$d -n sh -ec 'ip addr add %4$s/30 dev out; ip link set out up'
                """.formatted(link, routers, here, there));
        for (int i = 1; i <= places.size(); i++) {
            long place = holders.get(i).pid();
            script.append("nsenter -t %d -n sh -ec '\n".formatted(routers))
                    .append("ip link add way%1$d type vxlan id %1$d remote %2$s dstport %3$d\n"
                            .formatted(i, here, Router.PORT))
                    .append("ip link set way%1$d netns %2$d'\n".formatted(i, place))
                    .append("nsenter -t %d -n sh -ec '\n".formatted(place))
                    .append("""
                            echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6
                            for each in all default; do echo 1 > /proc/sys/net/ipv4/conf/$each/route_localnet; done
                            ip link set lo up
                            ip addr add 127.0.0.1/32 dev lo
                            ip addr del 127.0.0.1/8 dev lo
                            ip link set way%1$d address 02:00:00:00:00:%1$02x mtu 1400 gso_max_segs 1 up
                            ip addr add 127.7.0.%1$d/32 dev way%1$d
                            ip route add 127.7.0.0/24 dev way%1$d src 127.7.0.%1$d
                            """.formatted(i));
            for (int other = 1; other <= places.size(); other++) {
                if (other != i) {
                    script.append(
                            "ip neigh add 127.7.0.%1$d lladdr 02:00:00:00:00:%1$02x dev way%2$d\n".formatted(other, i));
                }
            }
            script.append("'\n");
        }
        return script.toString();
    }

    private static void shell(String script) throws IOException {
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (shell.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** The address of a place; the same in each network with the same places. */
    public String address(String place) {
        return "127.7.0." + number(place);
    }

    private int number(String place) {
        int index = places.indexOf(place);
        if (index < 0) {
            throw new IllegalArgumentException("place: " + place + " (expected: one of " + places + ")");
        }
        return index + 1;
    }

    /** Starts a class of this test's class path at a place; it dies with the network at the latest. */
    public JavaProcess start(String place, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(WITH_THIS_PROCESS);
        command.addAll(List.of(
                "nsenter",
                "-t",
                Long.toString(holders.get(number(place)).pid()),
                "-n",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                JavaProcess.classPath(),
                main.getName()));
        command.addAll(arguments);
        JavaProcess process = onStarter(() -> JavaProcess.start(command));
        synchronized (started) {
            started.add(process);
        }
        return process;
    }

    private <T> T onStarter(Callable<T> task) throws IOException {
        try {
            return starter.submit(task).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Says what becomes of packets from one place to another from now on. */
    public void set(String from, String to, Way way) {
        router.set(number(from), number(to), way);
    }

    /** Makes all ways clear. */
    public void heal() {
        for (String from : places) {
            places.forEach(to -> set(from, to, Way.CLEAR));
        }
    }

    private void release() {
        holders.forEach(Process::destroyForcibly);
        starter.shutdownNow();
    }

    @Override
    public void close() {
        synchronized (started) {
            started.forEach(JavaProcess::close);
        }
        try {
            router.close();
            shell("ip link del " + link);
            for (Process holder : holders) {
                holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }
}
