package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds the state machine against a model of two maps; every step also goes through bytes, a second machine and its snapshots. */
final class NamingModelProperties {
    private static final long TERM = TERMS.hostMillis();

    /** What is done, to which of a few names, by which of a few processes; the epoch is the present one plus an error. */
    record Step(Kind kind, int name, int process, int epochError, int millis) {}

    enum Kind {
        JOIN,
        RENEW,
        LEAVE,
        BIND,
        REBIND,
        UNBIND,
        PASS,
        BEGIN
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(4, 0),
                                net.jqwik.api.Tuple.of(1, -1),
                                net.jqwik.api.Tuple.of(1, 1)),
                        Arbitraries.integers().between(1, 700))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(80);
    }

    @Property(tries = 600)
    void namingIsWhatTwoMapsAndAClockAre(@ForAll("histories") List<Step> history) {
        Replicas naming = new Replicas(5);
        Model model = new Model();
        for (Step step : history) {
            model.run(step, naming);

            for (int name = 0; name < 4; name++) {
                assertThat(naming.entry(Model.name(name)).map(Model.Holding::of))
                        .as("name %d after %s", name, step)
                        .isEqualTo(Optional.ofNullable(model.names.get(name)));
            }
        }
        assertThat(replayed(naming.told())).isEqualTo(present(naming));
        naming.snapshot();
    }

    /** What a watcher knows who has heard every change. */
    private static Map<String, Entry> replayed(List<Change> changes) {
        Map<String, Entry> known = new HashMap<>();
        long last = 0;
        for (Change change : changes) {
            assertThat(change.revision()).isGreaterThan(last);
            last = change.revision();
            change.entry()
                    .ifPresentOrElse(
                            entry -> known.put(change.name().path(), entry),
                            () -> known.remove(change.name().path()));
        }
        return known;
    }

    private static Map<String, Entry> present(Replicas naming) {
        Map<String, Entry> present = new HashMap<>();
        for (String name : naming.list("", "", 1_000)) {
            present.put(name, naming.entry(name).orElseThrow());
        }
        return present;
    }

    /** Processes 0 and 1 are instances of host h0, 2 and 3 of h1: too few hosts for a mass. */
    private static final class Model {
        private final Map<Integer, Holding> names = new HashMap<>();
        private final Map<String, Integer> registered = new HashMap<>();
        private final Map<String, Long> endsAt = new HashMap<>();
        private final Map<String, Long> goneAt = new HashMap<>();
        private final Map<Integer, Long> highest = new HashMap<>();
        private final Map<Integer, Long> movedFrom = new HashMap<>();
        private long now;

        record Holding(int process, long epoch, long incarnation, boolean suspect) {
            static Holding of(Entry entry) {
                Binding binding = entry.binding();
                int process = binding.replicas().get(0).endpoint().port() - 9000;
                return new Holding(process, binding.epoch(), binding.incarnation(), entry.suspect());
            }
        }

        static String name(int number) {
            return number == 3 ? "a" : "a/" + number;
        }

        private static String host(int process) {
            return "h" + process / 2;
        }

        private boolean lives(int process) {
            return endsAt.containsKey(host(process)) && registered.get(host(process)) == process;
        }

        void run(Step step, Replicas naming) {
            int process = step.process();
            String host = host(process);
            String name = name(step.name());
            Holding held = names.get(step.name());
            long epoch = (held == null ? 0 : held.epoch()) + step.epochError();
            switch (step.kind()) {
                case JOIN -> {
                    boolean taken = endsAt.containsKey(host) && registered.get(host) != process;
                    assertThat(naming.joins(host, process) instanceof Answer.HostTaken)
                            .isEqualTo(taken);
                    if (!taken) {
                        revive(process);
                    }
                }
                case RENEW -> {
                    boolean lives = lives(process);
                    assertThat(naming.renews(host, process) instanceof Answer.Granted)
                            .isEqualTo(lives);
                    if (lives) {
                        revive(process);
                    }
                }
                case LEAVE -> {
                    naming.apply(new Command.LeaveHost(now, host, Replicas.instance(process)));
                    if (registered.containsKey(host) && registered.get(host) == process) {
                        registered.remove(host);
                        endsAt.remove(host);
                        goneAt.remove(host);
                    }
                    names.values().removeIf(holding -> holding.process() == process);
                }
                case BIND -> {
                    Answer answer = naming.binds(name, host, process);
                    if (!lives(process)) {
                        assertThat(answer).isEqualTo(new Answer.Ended());
                    } else if (held != null && !held.suspect() && held.process() != process) {
                        assertThat(answer).isInstanceOf(Answer.Taken.class);
                    } else if (held != null && !held.suspect()) {
                        assertThat(naming.bound(answer).epoch()).isEqualTo(held.epoch());
                    } else {
                        long fresh = grown(step.name(), naming.bound(answer).epoch());
                        names.put(step.name(), new Holding(process, fresh, fresh, false));
                        movedFrom.remove(step.name());
                    }
                }
                case REBIND -> {
                    Answer answer = naming.rebinds(name, epoch, host, process);
                    if (!lives(process)) {
                        assertThat(answer).isEqualTo(new Answer.Ended());
                    } else if (held != null && isRepetition(step.name(), held, process, epoch)) {
                        assertThat(naming.bound(answer).epoch()).isEqualTo(held.epoch());
                    } else if (held == null || step.epochError() != 0) {
                        assertThat(answer).isEqualTo(new Answer.Conflict(held == null ? 0 : held.epoch()));
                    } else {
                        movedFrom.put(step.name(), held.epoch());
                        long fresh = grown(step.name(), naming.bound(answer).epoch());
                        names.put(step.name(), new Holding(process, fresh, held.incarnation(), false));
                        assertThat(naming.bound(naming.rebinds(name, epoch, host, process))
                                        .epoch())
                                .isEqualTo(fresh);
                    }
                }
                case UNBIND -> {
                    Answer answer = naming.unbinds(name, epoch);
                    if (held != null && step.epochError() != 0) {
                        assertThat(answer).isEqualTo(new Answer.Conflict(held.epoch()));
                    } else {
                        assertThat(answer).isEqualTo(new Answer.Done());
                        names.remove(step.name());
                    }
                }
                case PASS -> {
                    now += step.millis();
                    naming.passes(step.millis());
                    pass();
                }
                case BEGIN -> {
                    naming.begins(1_735_689_600_000L + now);
                    endsAt.replaceAll((at, end) -> Math.max(end, now + TERM));
                    goneAt.replaceAll((at, end) -> Math.max(end, now + TERM));
                }
            }
        }

        /** Whoever asks again for the move that brought the object here is told that it is here. */
        private boolean isRepetition(int name, Holding held, int process, long epoch) {
            return held.process() == process && epoch > 0 && movedFrom.getOrDefault(name, 0L) == epoch;
        }

        private void revive(int process) {
            registered.put(host(process), process);
            endsAt.put(host(process), now + TERM);
            goneAt.remove(host(process));
            names.replaceAll((name, holding) -> holding.process() == process ? suspect(holding, false) : holding);
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
                    int process = registered.get(entry.getKey());
                    names.replaceAll((name, held) -> held.process() == process ? suspect(held, true) : held);
                }
                return ended;
            });
        }

        private static Holding suspect(Holding holding, boolean suspect) {
            return new Holding(holding.process(), holding.epoch(), holding.incarnation(), suspect);
        }

        private long grown(int name, long epoch) {
            assertThat(epoch).isGreaterThan(highest.getOrDefault(name, 0L));
            highest.put(name, epoch);
            return epoch;
        }
    }
}
