package io.limpid.runtime.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.invocation.TimerWheel.Timeout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Beside a list that is searched from end to end, which is what the wheel must look like from outside. */
class TimerWheelProperties {
    /** Several turns of the wheel; what is due so late must not be taken a turn too early. */
    private static final long LONGEST = 40_000_000_000L;

    private record Known(long due, int number, Timeout timeout) {}

    private final TimerWheel wheel = new TimerWheel();
    private final List<Known> known = new ArrayList<>();
    private final List<Integer> ran = new ArrayList<>();
    private long now;
    private long earliest = TimerWheel.NEVER;
    private int count;

    @Property(tries = 400)
    void tasksAreTakenWhenTheyAreDueInTheirOrderAndTheNextIsForetold(
            @ForAll @Size(max = 120) List<@IntRange(max = 9) Integer> steps, @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int step : steps) {
            if (step < 5) {
                // Near and far; sometimes at one point with another, and due already.
                add(now + (long) Math.pow(random.nextInt(8), random.nextInt(13)) % LONGEST);
            } else if (step < 7 && !known.isEmpty()) {
                known.remove(random.nextInt(known.size())).timeout().cancel();
            } else {
                pass((long) Math.pow(random.nextInt(8), random.nextInt(13)) % LONGEST);
            }
        }
        pass(LONGEST + 1);
        assertThat(known).isEmpty();
    }

    private void add(long due) {
        int number = count++;
        known.add(new Known(due, number, wheel.add(due, () -> ran.add(number))));
        earliest = Math.min(earliest, due);
    }

    private void pass(long span) {
        now += span;
        List<Integer> expected = known.stream()
                .filter(task -> task.due() <= now)
                .sorted(Comparator.comparingLong(Known::due))
                .map(Known::number)
                .toList();
        known.removeIf(task -> task.due() <= now);
        ran.clear();

        for (Timeout due : wheel.takeDue(earliest, now)) {
            Runnable task = due.claim();
            assertThat(task).isNotNull();
            task.run();
            assertThat(due.claim()).as("a task runs once").isNull();
        }
        earliest = TimerWheel.NEVER;

        assertThat(ran).isEqualTo(expected);
        assertThat(wheel.next())
                .isEqualTo(known.stream().mapToLong(Known::due).min().orElse(TimerWheel.NEVER));
    }
}
