package io.limpid.benchmarks.growth;

import io.limpid.benchmarks.load.PeerProcess;
import io.limpid.benchmarks.load.ProcessMeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One process of a growth: a role, and what it needs to know. Takes orders line by line on standard input, answers each with one line that begins with
 * {@link PeerProcess#WORD}, and ends with its input, whatever it is doing. Each knows the orders {@code memory} and {@code used}.
 */
final class GrowthProcess {
    private GrowthProcess() {}

    /** Runs one. */
    public static void main(String[] arguments) throws Exception {
        LinkedBlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(orders), "orders");
        reader.setDaemon(true);
        reader.start();
        try (Role role = role(arguments[0], Arrays.asList(arguments).subList(1, arguments.length))) {
            say(role.begin());
            obey(role, orders);
        } catch (Exception e) {
            // Threads are left behind that are not daemons.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void read(LinkedBlockingQueue<String> orders) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String order = in.readLine(); order != null; order = in.readLine()) {
                orders.add(order);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(0);
        }
    }

    private static void obey(Role role, LinkedBlockingQueue<String> orders) throws Exception {
        ProcessMeter before = ProcessMeter.read();
        while (true) {
            String order = orders.take();
            switch (order) {
                case "memory" -> say(Memory.read());
                case "used" -> {
                    ProcessMeter now = ProcessMeter.read();
                    say(now.since(before));
                    before = now;
                }
                default -> say(role.obey(order.split(" ", -1)));
            }
        }
    }

    private static Role role(String name, List<String> arguments) {
        return switch (name) {
            case "naming" -> new NamingRole(arguments);
            case "host" -> new HostRole(arguments.get(0));
            case "callers" -> new CallersRole(arguments.get(0), Integer.parseInt(arguments.get(1)));
            case "crowd" -> new CrowdRole(arguments.get(0));
            case "binder" -> new BinderRole(arguments.get(0));
            case "first" -> new FirstCallRole(arguments.get(0));
            default -> throw new IllegalArgumentException("role: " + name);
        };
    }

    private static void say(Object answer) {
        System.out.println(PeerProcess.WORD + answer);
    }
}
