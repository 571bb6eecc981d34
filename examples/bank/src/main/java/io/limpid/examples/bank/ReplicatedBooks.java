package io.limpid.examples.bank;

import io.limpid.Movable;

/** The books in the memory of each process that keeps them; the cell keeps them the same. */
@Movable
final class ReplicatedBooks implements Books {
    private Total total = new Total(0, 0);

    @Override
    public void post(long transfers, long cents) {
        total = total.plus(transfers, cents);
    }

    @Override
    public Total total() {
        return total;
    }
}
