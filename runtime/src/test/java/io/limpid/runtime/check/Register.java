package io.limpid.runtime.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A number that is written, read, compared and set. */
public record Register() implements Model<Integer> {
    /** Sets it; answered with the same number. */
    public record Write(int value) {}

    /** Asks for it. */
    public record Read() {}

    /** Sets it if it is what is expected; answered with what it was before. */
    public record CompareAndSet(int expected, int value) {}

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Optional<Integer> step(Integer state, Operation operation) {
        if (operation.input() instanceof Write write) {
            return Optional.of(write.value());
        }
        if (operation.input() instanceof CompareAndSet change) {
            if (!operation.isKnown()) {
                // One that changes nothing is as one that was not made.
                return state == change.expected() ? Optional.of(change.value()) : Optional.empty();
            }
            return operation.output().equals(state)
                    ? Optional.of(state == change.expected() ? change.value() : state)
                    : Optional.empty();
        }
        return !operation.isKnown() || operation.output().equals(state) ? Optional.of(state) : Optional.empty();
    }

    /**
     * Leaves out what nobody saw: writes of unknown outcome whose number no answer shows, where each writes a number of its own. It changes
     * no verdict, because as such a call may not have happened at all, and spares the search a choice for each.
     */
    public static List<Operation> withoutUnseen(List<Operation> history) {
        Set<Object> seen = history.stream()
                .filter(Operation::isKnown)
                .map(Operation::output)
                .collect(Collectors.toSet());
        return history.stream()
                .filter(each -> each.isKnown() || seen.contains(written(each.input())))
                .toList();
    }

    private static Object written(Object input) {
        return input instanceof Write write
                ? (Object) write.value()
                : input instanceof CompareAndSet change ? (Object) change.value() : input;
    }

    @Override
    public boolean onlyReads(Operation operation) {
        return operation.input() instanceof Read;
    }
}
