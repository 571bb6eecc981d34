package io.limpid.naming.moving;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;

/** Keeps them wherever it is, and carries some weight. What ran is in the process's diary, too, which outlives it. */
@Movable
final class MovingLedger implements Ledger {
    private static final int PAGE = 64 << 10;

    private final List<Integer> numbers = new ArrayList<>();
    private byte[][] pages = {};

    @SuppressWarnings("unused") // Makes the empty one where it arrives.
    MovingLedger() {}

    MovingLedger(long bytes) {
        pages = new byte[(int) (bytes / PAGE)][PAGE];
    }

    @Override
    public int enter(int number) {
        numbers.add(number);
        LedgerHost.ran(number);
        return numbers.size();
    }

    @Override
    public List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    @Override
    public String whereabouts() {
        return LedgerHost.process() + " with " + pages.length + " pages";
    }
}
