package io.limpid.naming.moving;

import io.limpid.runtime.Client;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that moves objects, and is told by lines on its standard input which and where to. */
final class Mover {
    private Mover() {}

    /** Takes naming's address. */
    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ExecutorService asking = Executors.newCachedThreadPool();
        try (Client client = Client.builder()
                .naming(arguments[0])
                .timeout(Duration.ofSeconds(20))
                .open()) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                // Whoever asked a host that dies hears of it when naming has given that up.
                asking.execute(() -> System.out.println(words[0] + " " + moved(client, words[1], words[2])));
            }
        } finally {
            asking.shutdownNow();
        }
    }

    private static String moved(Client client, String name, String host) {
        try {
            return "moved, stood still for " + client.migrate(name, host).toNanos();
        } catch (RuntimeException e) {
            return "stays: " + e.getMessage();
        }
    }
}
