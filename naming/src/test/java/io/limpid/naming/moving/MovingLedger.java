package io.limpid.naming.moving;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps them wherever it is, and carries some weight. What ran is in the process's diary, too, which outlives it. Numbers up to half a million are
 * kept in the place of one page, so that the weight stays what it was.
 */
@Movable
final class MovingLedger implements Ledger {
    private static final int PAGE = 64 << 10;

    /** By how many words there is more room for numbers. */
    private static final int STEP = 1 << 10;

    private int count;

    /** A bit for each that was entered. */
    private long[] entered = {};

    private final List<Integer> twice = new ArrayList<>();
    private byte[][] pages = {};

    @SuppressWarnings("unused") // Makes the empty one where it arrives.
    MovingLedger() {}

    MovingLedger(long bytes) {
        pages = new byte[(int) (bytes / PAGE)][PAGE];
        if (pages.length > 0) {
            pages = Arrays.copyOf(pages, pages.length - 1);
            entered = new long[PAGE / Long.BYTES];
        }
    }

    @Override
    public int enter(int number) {
        int word = number / Long.SIZE;
        if (word >= entered.length) {
            entered = Arrays.copyOf(entered, (word / STEP + 1) * STEP);
        }
        long bit = 1L << number;
        if ((entered[word] & bit) != 0) {
            twice.add(number);
        }
        entered[word] |= bit;
        count++;
        LedgerHost.ran(number);
        return count;
    }

    @Override
    public List<Integer> numbers() {
        List<Integer> all = BitSet.valueOf(entered).stream().boxed().collect(Collectors.toCollection(ArrayList::new));
        all.addAll(twice);
        Collections.sort(all);
        return all;
    }

    @Override
    public String whereabouts() {
        int weight = pages.length + entered.length * Long.BYTES / PAGE;
        return LedgerHost.process() + " with " + weight + " pages";
    }
}
