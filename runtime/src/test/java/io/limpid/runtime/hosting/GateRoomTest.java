package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.hosting.ObjectGate.Access;
import io.limpid.runtime.hosting.ObjectGate.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who finds room at a gate where many wait. */
final class GateRoomTest {
    private static final int MOST_WAITING = 4;

    private final ObjectGate gate = new ObjectGate(MOST_WAITING);
    private final List<String> refused = new ArrayList<>();
    private final Visitor inside = arrive("inside");

    @Test
    void aClientThatFillsTheGateMakesRoomForAnother() {
        arriveTimes("greedy", MOST_WAITING);

        Visitor modest = arrive("modest");
        Visitor again = arrive("greedy");

        assertThat(modest.entry).isEqualTo(Entry.WAITING);
        assertThat(again.entry).isEqualTo(Entry.FULL);
        assertThat(refused).containsExactly("greedy");
    }

    @Test
    void clientsThatShareTheGateEvenlyKeepTheirPlaces() {
        arriveTimes("a", MOST_WAITING / 2);
        arriveTimes("b", MOST_WAITING / 2);

        Visitor late = arrive("a");

        assertThat(late.entry).isEqualTo(Entry.FULL);
        assertThat(refused).isEmpty();
    }

    @Test
    void whoWouldComeTooLateIsToldAtOnce() {
        Visitor first = arrive("a");
        leave(inside, Duration.ofMillis(100));
        Visitor second = arrive("a");

        Visitor hasty = new Visitor("a", Duration.ofMillis(150));
        hasty.entry = hasty.passage.enter();
        Visitor patient = arrive("a");

        assertThat(first.admitted).isTrue();
        assertThat(second.entry).isEqualTo(Entry.WAITING);
        assertThat(hasty.entry).isEqualTo(Entry.TOO_LATE);
        assertThat(patient.entry).isEqualTo(Entry.WAITING);
    }

    @Test
    void oneSlowMethodDoesNotTurnOthersAway() {
        Visitor next = arrive("a");
        leave(inside, Duration.ofMillis(1));
        Visitor afterNext = arrive("a");
        leave(next, Duration.ofSeconds(60));
        Visitor waiting = arrive("a");

        Visitor late = new Visitor("a", Duration.ofMillis(100));
        late.entry = late.passage.enter();

        assertThat(afterNext.admitted).isTrue();
        assertThat(waiting.entry).isEqualTo(Entry.WAITING);
        assertThat(late.entry).isEqualTo(Entry.WAITING);
    }

    private void arriveTimes(String client, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(arrive(client).entry).isEqualTo(Entry.WAITING);
        }
    }

    private Visitor arrive(String client) {
        Visitor visitor = new Visitor(client, Duration.ofSeconds(5));
        visitor.entry = visitor.passage.enter();
        return visitor;
    }

    private static void leave(Visitor visitor, Duration held) {
        visitor.passage.leave(held.toNanos());
    }

    private final class Visitor implements ObjectGate.Waiter {
        private final String client;
        private final Duration remaining;
        private final Passage passage = new Passage(gate, new InvocationId(7, 1), false, Access.EXCLUSIVE, this);
        private Entry entry;
        private boolean admitted;

        Visitor(String client, Duration remaining) {
            this.client = client;
            this.remaining = remaining;
        }

        @Override
        public boolean isHopeless() {
            return false;
        }

        @Override
        public long remainingNanos() {
            return remaining.toNanos();
        }

        @Override
        public Object client() {
            return client;
        }

        @Override
        public void admitted() {
            admitted = true;
        }

        @Override
        public void refused() {
            refused.add(client);
        }
    }
}
