package io.limpid.benchmarks.growth;

import io.limpid.runtime.Client;
import io.limpid.runtime.LimpidAddress;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Asks naming itself, as hosts and clients do: a host that binds names, and a client that looks them up. */
final class BinderRole implements Role {
    private static final int THREADS = 64;
    private static final String HOST = "binder";
    private static final InterfaceId TYPE = new InterfaceId("io.limpid.benchmarks.peers.Workbench");

    private final UUID instance = UUID.randomUUID();
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor();
    private final Client client;
    private final Client amongAll;
    private final Naming naming;

    /** Naming as any of its servers, of which each answers for itself. */
    private final Naming any;

    private int bound;

    /** Those that questions are about: others have been bound since, so that every server has heard of these. */
    private int old;

    BinderRole(String address) {
        List<Endpoint> servers = LimpidAddress.parse(address).servers();
        client = Client.builder()
                .name(HOST)
                .transport(TRANSPORT)
                .directory(List.of(binding(servers, false)))
                .open();
        amongAll = Client.builder()
                .transport(TRANSPORT)
                .directory(List.of(binding(servers, true)))
                .open();
        naming = client.withTimeout(client.lookup(Naming.class, Naming.NAME.path()), PATIENCE);
        any = amongAll.withTimeout(amongAll.lookup(Naming.class, Naming.NAME.path()), PATIENCE);
    }

    private static Binding binding(List<Endpoint> servers, boolean asGroup) {
        List<Replica> replicas = servers.stream()
                .map(server -> new Replica(
                        "naming@" + server,
                        server,
                        Replica.Role.PRIMARY,
                        "",
                        asGroup ? servers.indexOf(server) + 1 : 0))
                .toList();
        return new Binding(
                Naming.NAME, new InterfaceId(Naming.class.getName()), asGroup ? servers.size() : 0, 0, replicas);
    }

    @Override
    public String begin() throws Exception {
        Naming.Lease lease = naming.joinHost(HOST, instance, new Endpoint("127.0.0.1", 9));
        long third = lease.termMillis() / 3;
        renewals.scheduleAtFixedRate(this::renew, third, third, TimeUnit.MILLISECONDS);
        return "joined";
    }

    private void renew() {
        try {
            var unused = naming.renewHost(HOST, instance);
        } catch (Exception e) {
            // Then a bind fails, and says so.
        }
    }

    @Override
    public String obey(String[] order) throws Exception {
        return switch (order[0]) {
            // How many there are.
            case "bound" -> Integer.toString(bound);
            // Until there are so many, or so many seconds are over.
            case "fill" -> fill(Integer.parseInt(order[1]), Duration.ofSeconds(Long.parseLong(order[2])));
            // For so many milliseconds.
            case "bind" -> bind(Integer.MAX_VALUE, millis(order[1]));
            case "find" ->
                ask(
                        millis(order[1]),
                        name -> any.find(name)
                                .toCompletableFuture()
                                .get()
                                .entry()
                                .isPresent());
            case "resolve" ->
                ask(
                        millis(order[1]),
                        name -> naming.resolve(name).toCompletableFuture().get().isPresent());
            default -> Role.super.obey(order);
        };
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private String fill(int end, Duration patience) throws Exception {
        String rush = bind(end, patience);
        old = bound;
        return rush;
    }

    private String bind(int end, Duration patience) throws Exception {
        Rush rush = Rush.run(THREADS, bound, end, patience, number -> {
            Binding unused = naming.bind(name(number), TYPE, HOST, instance);
        });
        bound += (int) rush.count();
        return rush.toString();
    }

    private interface Question {
        boolean isAnswered(ObjectName name) throws Exception;
    }

    private String ask(Duration patience, Question question) throws Exception {
        Rush rush = Rush.run(THREADS, 0, Integer.MAX_VALUE, patience, number -> {
            ObjectName name = name(ThreadLocalRandom.current().nextInt(old));
            if (!question.isAnswered(name)) {
                throw new IllegalStateException("name " + name + " was bound, and is not found");
            }
        });
        return rush.toString();
    }

    private static ObjectName name(int number) {
        return new ObjectName(HostRole.name(number));
    }

    @Override
    public void close() {
        renewals.shutdownNow();
        client.close();
        amongAll.close();
    }
}
