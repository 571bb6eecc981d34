package io.limpid.runtime.check;

import java.util.Optional;

/** A number that is written and read. */
public record Register() implements Model<Integer> {
    /** Sets it; answered with the same number. */
    public record Write(int value) {}

    /** Asks for it. */
    public record Read() {}

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Optional<Integer> step(Integer state, Operation operation) {
        if (operation.input() instanceof Write write) {
            return Optional.of(write.value());
        }
        return !operation.isKnown() || operation.output().equals(state) ? Optional.of(state) : Optional.empty();
    }

    @Override
    public boolean onlyReads(Operation operation) {
        return operation.input() instanceof Read;
    }
}
