package io.limpid.runtime.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.SystemThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells over HTTP how a process is: {@code GET /livez} whether it can go on (if not, end it and start another), {@code GET /readyz} whether it
 * should be given work. The answer is 200 or 503, and in its body a line for each thing that was looked at. Paths and form are those of
 * Kubernetes' own servers. For probes from the same machine or the same private network: it knows no certificates. Thread-safe.
 */
public final class HealthEndpoint implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads;

    private HealthEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Answers at this address from now on.
     *
     * @param place port 0 lets the system choose
     * @param live what must be so for the process to go on; asked on each probe, and must return at once
     * @param ready what must be so for it to be given work; likewise
     * @throws IOException if the address cannot be used; the message says which
     */
    public static HealthEndpoint open(InetSocketAddress place, Supplier<List<Check>> live, Supplier<List<Check>> ready)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(place, 0);
        } catch (IOException e) {
            throw new IOException("health cannot be told at " + place + ": " + e.getMessage(), e);
        }
        ExecutorService threads = SystemThreads.forTasks("limpid-health");
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, NOT_FOUND, "expected: /livez or /readyz"));
        server.createContext("/livez", exchange -> tell(exchange, "/livez", live));
        server.createContext("/readyz", exchange -> tell(exchange, "/readyz", ready));
        server.start();
        return new HealthEndpoint(server, threads);
    }

    private static void tell(HttpExchange exchange, String path, Supplier<List<Check>> checks) throws IOException {
        String method = exchange.getRequestMethod();
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer(exchange, NOT_FOUND, "expected: /livez or /readyz");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            answer(exchange, METHOD_NOT_ALLOWED, "expected: GET");
        } else {
            List<Check> found = checks.get();
            boolean isOk = found.stream().allMatch(Check::isOk);
            String lines = found.stream().map(Check::toLine).collect(Collectors.joining("\n"));
            String verdict = path.substring(1) + " check " + (isOk ? "passed" : "failed");
            answer(exchange, isOk ? OK : UNAVAILABLE, lines + "\n" + verdict);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Where it answers, without the path. */
    public URI address() {
        InetSocketAddress bound = server.getAddress();
        return URI.create("http://" + new Endpoint(bound.getAddress().getHostAddress(), bound.getPort()));
    }

    /** Lets go of the port. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Gives the address. */
    @Override
    public String toString() {
        return "health at " + address();
    }
}
