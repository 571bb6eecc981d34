package theirs;

import java.util.List;

/** Nothing here knows Limpid. */
public interface Ledger {
    void post(Entry entry);

    List<Entry> entries(int... years);

    record Entry(String text, long cents) {}
}
