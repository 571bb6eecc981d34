package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose the ledgers of a fleet are, by naming's word and by what each host says itself. Thread-safe. */
final class Ownership {
    private final Fleet fleet;
    private final Clerks clerks;
    private final Map<String, Long> incarnations = new ConcurrentHashMap<>();

    private record Answer(List<Integer> numbers, String whereabouts) {}

    Ownership(Fleet fleet, Clerks clerks) {
        this.fleet = fleet;
        this.clerks = clerks;
    }

    /** A ledger has been made. */
    void begins(String name) {
        incarnations.put(name, fleet.entry(name).binding().incarnation());
    }

    /**
     * One host has it, with all that its clerk was told to be in it.
     *
     * @param mayBeLost whether it may have begun anew since this was last asked
     * @param before as which callers know it who have not heard of it since
     */
    void check(String name, boolean mayBeLost, List<Binding> before, String where) {
        Binding binding = fleet.entry(name).binding();
        List<Integer> numbers =
                asOf(binding, binding.replicas().get(0)).orElseThrow().numbers();
        if (binding.incarnation() == incarnations.get(name)) {
            assertThat(clerks.complaints(name, numbers)).as(where).isEmpty();
        } else {
            assertThat(mayBeLost)
                    .as("%s is another than it was, and may be: %s", name, where)
                    .isTrue();
            incarnations.put(name, binding.incarnation());
            clerks.startAnew(name);
        }
        Set<String> owners = fleet.hosts().parallelStream()
                .map(host -> new Replica(host, fleet.endpoint(host), Replica.Role.PRIMARY))
                .flatMap(there -> Stream.concat(Stream.of(binding), before.stream())
                        .flatMap(known -> asOf(known, there).stream()))
                .map(Answer::whereabouts)
                .collect(Collectors.toSet());
        assertThat(owners).as("owners of %s, %s", name, where).hasSize(1);
    }

    /** What one host says, or whoever it sends its caller to; empty if it does not have it. */
    private static Optional<Answer> asOf(Binding known, Replica at) {
        try (Client client = knowing(known, at, Duration.ofSeconds(2))) {
            Ledger ledger = client.lookup(Ledger.class, known.name().path());
            return Optional.of(new Answer(ledger.numbers(), ledger.whereabouts()));
        } catch (NotExecutedException | OutcomeUnknownException e) {
            return Optional.empty();
        }
    }

    /** A client whom nobody tells anything but the hosts that it calls. */
    static Client knowing(Binding known, Replica at, Duration timeout) {
        Binding there = new Binding(known.name(), known.type(), known.epoch(), known.incarnation(), List.of(at));
        return Client.builder().directory(List.of(there)).timeout(timeout).open();
    }
}
