package io.limpid.naming.moving;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;
import java.util.ArrayList;
import java.util.List;

/** Keeps them wherever it is; what has run, the process's journal knows, too. */
@Movable
final class SimulatedLedger implements Ledger {
    private final List<Integer> numbers = new ArrayList<>();

    @Bind(ResourceBinding.BY_TYPE)
    private final Journal journal;

    @SuppressWarnings({"unused", "NullAway"}) // Makes the empty one where it arrives.
    private SimulatedLedger() {
        this(null);
    }

    SimulatedLedger(Journal journal) {
        this.journal = journal;
    }

    /** What has run in a process. */
    interface Journal {
        void ran(int number);

        String process();
    }

    @Override
    public int enter(int number) {
        numbers.add(number);
        journal.ran(number);
        return numbers.size();
    }

    @Override
    public List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    @Override
    public String whereabouts() {
        return journal.process();
    }
}
