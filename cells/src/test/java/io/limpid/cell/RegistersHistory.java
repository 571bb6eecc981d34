package io.limpid.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.check.LinearizabilityChecker;
import io.limpid.runtime.check.LinearizabilityChecker.Verdict;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.check.Register;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Recorded.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Judges what callers of {@link Registers} saw. */
final class RegistersHistory {
    /** How old what {@link Registers#glance} shows may be. */
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private RegistersHistory() {}

    /** Asserts that the calls are linearizable, but for glances, and that those were not older than they may be. */
    static void assertThatEachIsAsIfThereWereOne(List<Recorded> calls) {
        assertThat(new LinearizabilityChecker<>(new Register(), 1_000_000).judge(history(calls)))
                .isEqualTo(Verdict.LINEARIZABLE);
        assertThat(tooOld(calls)).isEmpty();
    }

    private static List<Operation> history(List<Recorded> calls) {
        return Register.withoutUnseen(calls.stream()
                .filter(call -> call.outcome() != Outcome.NOT_EXECUTED && !isGlance(call))
                .map(RegistersHistory::operation)
                .toList());
    }

    static boolean isGlance(Recorded call) {
        return call.input().equals(RegistersLoad.GLANCE);
    }

    /** Glances that show a number which had surely been replaced longer ago than they may lack. Each number is written once. */
    private static List<Recorded> tooOld(List<Recorded> calls) {
        Map<String, List<Recorded>> changes =
                calls.stream().filter(RegistersHistory::hasChanged).collect(Collectors.groupingBy(Recorded::object));
        List<Recorded> glances = calls.stream()
                .filter(call -> isGlance(call) && call.isAnswered())
                .toList();
        System.out.printf("glances: %d%n", glances.size());
        return glances.stream()
                .filter(glance -> isTooOld(glance, changes.getOrDefault(glance.object(), List.of())))
                .toList();
    }

    private static boolean hasChanged(Recorded call) {
        String[] input = call.input().split(":", -1);
        return call.isAnswered() && (input[0].equals("w") || (input[0].equals("c") && input[1].equals(call.output())));
    }

    private static boolean isTooOld(Recorded glance, List<Recorded> changes) {
        String shown = ":" + glance.output();
        Optional<Recorded> seen = changes.stream()
                .filter(change -> change.input().endsWith(shown))
                .findFirst();
        if (seen.isEmpty() && !glance.output().equals("0")) {
            // Of a change that nobody heard of it is not known when it was.
            return false;
        }
        return changes.stream()
                .anyMatch(change -> change.returned() < glance.invoked() - GLANCE_NANOS
                        && seen.map(Recorded::returned).orElse(Long.MIN_VALUE) < change.invoked());
    }

    private static Operation operation(Recorded call) {
        String[] input = call.input().split(":", -1);
        Object asked = switch (input[0]) {
            case "r" -> new Register.Read();
            case "w" -> new Register.Write(Integer.parseInt(input[1]));
            default -> new Register.CompareAndSet(Integer.parseInt(input[1]), Integer.parseInt(input[2]));
        };
        Object answer = call.isAnswered() ? Integer.valueOf(call.output()) : "";
        return new Operation(call.object(), asked, answer, call.invoked(), call.over());
    }
}
