package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.hosting.ObjectGate.Access;
import io.limpid.runtime.hosting.ObjectGate.Entry;
import io.limpid.runtime.hosting.Passage.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Walks at random through a gate's events and looks at its rules after each; jqwik prints the seed of a walk that breaks one. */
final class ObjectGateProperties {
    private static final int MOST_WAITING = 12;

    @Property(tries = 500)
    void theRulesHoldOnEveryWalk(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int chains) {
        Walk walk = new Walk(new Random(seed), chains);

        for (int step = 0; step < 120; step++) {
            walk.step();
            walk.checkRules();
        }

        walk.drain();
        walk.checkNobodyWasForgotten();
    }

    @Property(tries = 500)
    void callTreesOfManyChainsAllEnd(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int chains) {
        Random random = new Random(seed);
        ObjectGate gate = new ObjectGate(1_000);
        List<Tree> running = new ArrayList<>();
        List<Tree> all = new ArrayList<>();
        for (int chain = 1; chain <= chains; chain++) {
            Tree root = new Tree(gate, new InvocationId(chain, 1), false, 3, random, running, all, () -> {});
            root.arrive();
        }

        while (!running.isEmpty()) {
            running.remove(random.nextInt(running.size())).go();
        }

        assertThat(all).allMatch(tree -> tree.passage.state == State.GONE);
        assertThat(gate.waiting()).isZero();
    }

    /** One invocation that calls its own object a few times, each time from within; so it deadlocks if anything can. */
    private static final class Tree implements ObjectGate.Waiter {
        private final Random random;
        private final int depth;
        private final List<Tree> running;
        private final List<Tree> all;
        private final Runnable whenDone;
        private final Passage passage;
        private int callsLeft;

        Tree(
                ObjectGate gate,
                InvocationId chain,
                boolean nested,
                int depth,
                Random random,
                List<Tree> running,
                List<Tree> all,
                Runnable whenDone) {
            this.random = random;
            this.depth = depth;
            this.running = running;
            this.all = all;
            this.whenDone = whenDone;
            this.callsLeft = depth == 0 ? 0 : random.nextInt(3);
            this.passage = new Passage(gate, chain, nested, access(random), this);
            all.add(this);
        }

        void arrive() {
            if (passage.enter() == Entry.ADMITTED) {
                admitted();
            }
        }

        void go() {
            assertThat(passage.state).isEqualTo(State.ACTIVE);
            if (callsLeft-- <= 0) {
                passage.leave(1);
                whenDone.run();
                return;
            }
            // Now and then two at once, as a method does that calls asynchronously.
            int calls = 1 + random.nextInt(2);
            for (int call = 0; call < calls; call++) {
                passage.began();
            }
            int[] left = {calls};
            for (int call = 0; call < calls; call++) {
                new Tree(
                                passage.gate,
                                passage.chain,
                                true,
                                depth - 1,
                                random,
                                running,
                                all,
                                () -> passage.ended(() -> {
                                    if (--left[0] == 0) {
                                        running.add(this);
                                    }
                                }))
                        .arrive();
            }
        }

        @Override
        public long remainingNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public Object client() {
            return passage.chain.clientId();
        }

        @Override
        public boolean isHopeless() {
            return false;
        }

        @Override
        public void admitted() {
            running.add(this);
        }

        @Override
        public void refused() {
            throw new AssertionError("refused");
        }
    }

    private static Access access(Random random) {
        return random.nextInt(3) == 0 ? Access.EXCLUSIVE : Access.SHARED;
    }

    /** One visitor, and what it was told. */
    private static final class Visitor implements ObjectGate.Waiter {
        private final int number;
        private Entry entry;
        private int admitted;
        private int refused;
        private int gaveUp;
        private int goOnsAsked;
        private int goOnsRun;
        private boolean hopeless;
        private boolean cameFirst;
        private Passage passage;
        private Object client = "everybody";

        Visitor(int number) {
            this.number = number;
        }

        @Override
        public long remainingNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public Object client() {
            return client;
        }

        @Override
        public boolean isHopeless() {
            return hopeless;
        }

        @Override
        public void admitted() {
            admitted++;
        }

        @Override
        public void refused() {
            refused++;
        }

        boolean isInside() {
            return passage.state.isInside();
        }

        @Override
        public String toString() {
            return number + " " + passage.chain + " " + passage.access + " " + passage.state;
        }
    }

    private static final class Walk {
        private final Random random;
        private final int chains;
        private final ObjectGate gate = new ObjectGate(MOST_WAITING);
        private final List<Visitor> visitors = new ArrayList<>();

        Walk(Random random, int chains) {
            this.random = random;
            this.chains = chains;
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> arrive();
                case 4, 5 -> any(State.ACTIVE, visitor -> visitor.passage.began());
                case 6 -> any(State.OUT, this::endCallOut);
                case 7 -> any(State.ACTIVE, visitor -> visitor.passage.leave(1));
                case 8 -> any(State.values()[random.nextInt(6)], visitor -> visitor.passage.leave(1));
                default -> any(State.WAITING, this::tire);
            }
        }

        private void arrive() {
            Visitor visitor = new Visitor(visitors.size());
            InvocationId chain = new InvocationId(1 + random.nextInt(chains), 1);
            boolean nested = random.nextBoolean();
            visitor.cameFirst =
                    !nested || visitors.stream().noneMatch(each -> each.isInside() && each.passage.chain.equals(chain));
            visitor.passage = new Passage(gate, chain, nested, access(random), visitor);
            visitor.entry = visitor.passage.enter();
            visitors.add(visitor);
        }

        private void endCallOut(Visitor visitor) {
            visitor.goOnsAsked++;
            visitor.passage.ended(() -> visitor.goOnsRun++);
        }

        private void tire(Visitor visitor) {
            if (random.nextBoolean()) {
                visitor.hopeless = true;
            } else {
                visitor.gaveUp += visitor.passage.giveUp() ? 1 : 0;
            }
        }

        private void any(State state, java.util.function.Consumer<Visitor> event) {
            List<Visitor> candidates = visitors.stream()
                    .filter(each -> each.passage.state == state)
                    .toList();
            if (!candidates.isEmpty()) {
                event.accept(candidates.get(random.nextInt(candidates.size())));
            }
        }

        void checkRules() {
            List<Visitor> inside = visitors.stream().filter(Visitor::isInside).toList();
            List<Visitor> active = inside.stream()
                    .filter(each -> each.passage.state == State.ACTIVE)
                    .toList();
            boolean aloneOrShared = active.size() <= 1 || active.stream().allMatch(ObjectGateProperties::shares);
            assertThat(aloneOrShared).as("active together: %s", active).isTrue();

            for (Visitor alone : inside) {
                for (Visitor other : inside) {
                    boolean foreign = !alone.passage.chain.equals(other.passage.chain);
                    if (!shares(alone) && foreign) {
                        assertThat(shares(other))
                                .as("two alone: %s and %s", alone, other)
                                .isTrue();
                        assertThat(other.passage.state)
                                .as("%s beside %s", other, alone)
                                .isNotEqualTo(State.ACTIVE);
                    }
                }
            }
            checkOrder();
            checkNobodyWaitsInVain(inside);
        }

        /** A visitor that came first of its chain and was admitted must not have overtaken one that came before it. */
        private void checkOrder() {
            Visitor waiting = null;
            for (Visitor each : visitors) {
                if (!each.cameFirst) {
                    continue;
                }
                if (waiting != null) {
                    assertThat(each.entry).as("%s overtook %s", each, waiting).isNotEqualTo(Entry.ADMITTED);
                    assertThat(each.admitted)
                            .as("%s overtook %s", each, waiting)
                            .isZero();
                } else if (each.passage.state == State.WAITING) {
                    waiting = each;
                }
            }
        }

        private void checkNobodyWaitsInVain(List<Visitor> inside) {
            List<Visitor> waiting = visitors.stream()
                    .filter(each -> each.passage.state == State.WAITING)
                    .toList();
            if (inside.isEmpty()) {
                assertThat(waiting).isEmpty();
            }
            boolean comingBack = waiting.stream().anyMatch(each -> !each.cameFirst)
                    || inside.stream().anyMatch(each -> each.passage.state == State.RETURNING);
            if (inside.stream().allMatch(ObjectGateProperties::shares) && !comingBack) {
                assertThat(waiting.stream().findFirst().filter(ObjectGateProperties::shares))
                        .isEmpty();
            }
            for (Visitor each : waiting) {
                boolean onlyOwnAway = inside.stream()
                        .allMatch(other ->
                                other.passage.chain.equals(each.passage.chain) && other.passage.state != State.ACTIVE);
                assertThat(!each.cameFirst && onlyOwnAway)
                        .as("%s should have come back", each)
                        .isFalse();
            }
        }

        void drain() {
            for (int round = 0;
                    round < 10_000
                            && visitors.stream()
                                    .anyMatch(each -> each.passage.state != State.GONE && each.entry != Entry.FULL);
                    round++) {
                any(State.OUT, this::endCallOut);
                any(State.ACTIVE, visitor -> visitor.passage.leave(1));
                checkRules();
            }
        }

        void checkNobodyWasForgotten() {
            for (Visitor each : visitors) {
                assertThat(each.goOnsRun).as("go-ons of %s", each).isEqualTo(each.goOnsAsked);
                int told = each.admitted + each.refused + each.gaveUp;
                assertThat(told).as("told %s", each).isEqualTo(each.entry == Entry.WAITING ? 1 : 0);
                if (each.refused > 0) {
                    assertThat(each.hopeless).as("%s was refused", each).isTrue();
                }
            }
            assertThat(gate.waiting()).isZero();
        }
    }

    private static boolean shares(Visitor visitor) {
        return visitor.passage.access == Access.SHARED;
    }
}
