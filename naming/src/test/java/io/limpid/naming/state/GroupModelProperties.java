package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Replica.Role;
import io.limpid.runtime.identity.Seat;
import io.limpid.runtime.location.Naming.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds groups against lists of members; every step also goes through bytes, a second machine and its snapshots. */
final class GroupModelProperties {
    private static final long TERM = TERMS.hostMillis();
    private static final Seat SEAT = new Seat(Role.PRIMARY, "");

    record Step(Kind kind, int name, int process, int millis) {}

    enum Kind {
        JOIN,
        RENEW,
        LEAVE,
        JOIN_GROUP,
        LEAVE_GROUP,
        PASS
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 700))
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(120);
    }

    @Property(tries = 600)
    void aGroupIsThoseWhoJoinedAndHaveNeitherLeftNorBeenGivenUp(@ForAll("histories") List<Step> history) {
        Replicas naming = new Replicas(5);
        Model model = new Model();
        Map<String, Long> epochs = new HashMap<>();
        for (Step step : history) {
            model.run(step, naming);

            for (int i = 0; i < 2; i++) {
                String name = "g" + i;
                List<Member> members = model.groups.getOrDefault(name, List.of());
                assertThat(naming.entry(name).map(Model::members).orElse(List.of()))
                        .as("%s after %s", name, step)
                        .isEqualTo(members);
                naming.entry(name).ifPresent(entry -> {
                    assertThat(entry.binding().epoch()).isGreaterThanOrEqualTo(epochs.getOrDefault(name, 0L));
                    assertThat(entry.suspect()).isEqualTo(members.stream().noneMatch(model::lives));
                    epochs.put(name, entry.binding().epoch());
                });
            }
        }
        naming.snapshot();
    }

    /** A place in a group, with the epoch at which it was taken. */
    record Member(int process, long since) {}

    /** Processes 0 and 1 are instances of host h0, 2 and 3 of h1: too few hosts for a mass. What a lease does is the other property's business. */
    private static final class Model {
        private final Map<String, List<Member>> groups = new HashMap<>();
        private final Map<String, Integer> registered = new HashMap<>();
        private final Map<String, Long> endsAt = new HashMap<>();
        private final Map<String, Long> goneAt = new HashMap<>();
        private long now;

        static List<Member> members(Entry entry) {
            Binding binding = entry.binding();
            return binding.replicas().stream()
                    .map(replica -> new Member(replica.endpoint().port() - 9000, replica.since()))
                    .toList();
        }

        private static String host(int process) {
            return "h" + process / 2;
        }

        boolean lives(Member member) {
            return lives(member.process());
        }

        private boolean lives(int process) {
            String host = host(process);
            return endsAt.containsKey(host) && registered.get(host) == process;
        }

        private boolean isGone(Member member) {
            return registered.getOrDefault(host(member.process()), -1) != member.process();
        }

        void run(Step step, Replicas naming) {
            int process = step.process();
            String host = host(process);
            String name = "g" + step.name();
            switch (step.kind()) {
                case JOIN -> heard(naming.joins(host, process), process);
                case RENEW -> heard(naming.renews(host, process), process);
                case LEAVE -> {
                    naming.leaves(host, process);
                    if (registered.getOrDefault(host, -1) == process) {
                        registered.remove(host);
                        endsAt.remove(host);
                        goneAt.remove(host);
                    }
                    groups.values().forEach(members -> members.removeIf(member -> member.process() == process));
                }
                case JOIN_GROUP -> {
                    Answer answer = naming.joinsGroup(name, host, process, SEAT);
                    if (!lives(process)) {
                        assertThat(answer).isEqualTo(new Answer.Ended());
                        return;
                    }
                    List<Member> members = groups.computeIfAbsent(name, key -> new ArrayList<>());
                    Binding binding = naming.bound(answer);
                    if (members.stream().noneMatch(member -> member.process() == process)) {
                        members.removeIf(member -> host(member.process()).equals(host) || isGone(member));
                        members.add(new Member(process, binding.epoch()));
                    }
                }
                case LEAVE_GROUP -> {
                    List<Member> members = groups.getOrDefault(name, List.of());
                    for (Member member : List.copyOf(members)) {
                        if (member.process() == process) {
                            naming.unbinds(name, member.since());
                            members.remove(member);
                        }
                    }
                }
                case PASS -> {
                    now += step.millis();
                    naming.passes(step.millis());
                    pass();
                }
            }
            groups.values().forEach(this::dropLeftBehind);
        }

        private void heard(Answer answer, int process) {
            if (answer instanceof Answer.Granted) {
                registered.put(host(process), process);
                endsAt.put(host(process), now + TERM);
                goneAt.remove(host(process));
            }
        }

        private void dropLeftBehind(List<Member> members) {
            if (members.stream().anyMatch(this::lives)) {
                members.removeIf(this::isGone);
            }
        }

        private void pass() {
            goneAt.entrySet().removeIf(entry -> {
                boolean gone = entry.getValue() <= now;
                if (gone) {
                    registered.remove(entry.getKey());
                }
                return gone;
            });
            endsAt.entrySet().removeIf(entry -> {
                boolean ended = entry.getValue() <= now;
                if (ended) {
                    goneAt.put(entry.getKey(), now + TERM);
                }
                return ended;
            });
        }
    }
}
