package io.limpid.naming.moving;

import io.limpid.Movable;
import java.util.ArrayList;
import java.util.List;

/** Of which another host has another version, whose shelf is no number. */
@Movable
final class AgedLedger implements Ledger {
    private final List<Integer> numbers = new ArrayList<>();
    private final int shelf = shelf();

    private static int shelf() {
        return 7;
    }

    @Override
    public int enter(int number) {
        numbers.add(number);
        return numbers.size();
    }

    @Override
    public List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    @Override
    public String whereabouts() {
        return "shelf " + shelf;
    }
}
