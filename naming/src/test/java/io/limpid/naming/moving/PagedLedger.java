package io.limpid.naming.moving;

import io.limpid.Movable;
import io.limpid.MovableState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps them on pages, and writes its state itself. */
@Movable
class PagedLedger implements Ledger, MovableState {
    static final int PAGE = 64 << 10;

    final List<Integer> numbers = new ArrayList<>();
    byte[][] pages = {};

    @SuppressWarnings("unused") // Makes the empty one where it arrives.
    PagedLedger() {}

    PagedLedger(long bytes) {
        pages = new byte[(int) (bytes / PAGE)][PAGE];
    }

    /** Numbers that follow one another are on one page. */
    final int page(int number) {
        return number / 256 % pages.length;
    }

    @Override
    public synchronized int enter(int number) {
        numbers.add(number);
        pages[page(number)][number % PAGE]++;
        LedgerHost.ran(number);
        return numbers.size();
    }

    @Override
    public synchronized List<Integer> numbers() {
        int marks = 0;
        for (int number : numbers) {
            marks += pages[page(number)][number % PAGE] > 0 ? 1 : 0;
        }
        if (marks < numbers.size()) {
            throw new IllegalStateException(marks + " marks of " + numbers.size() + " numbers");
        }
        return List.copyOf(numbers);
    }

    @Override
    public String whereabouts() {
        return LedgerHost.process() + " with " + pages.length + " pages";
    }

    @Override
    public void capture(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        writeNumbers(data);
        data.writeInt(pages.length);
        for (byte[] page : pages) {
            data.write(page);
        }
        data.flush();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        readNumbers(data);
        pages = new byte[data.readInt()][PAGE];
        for (byte[] page : pages) {
            data.readFully(page);
        }
    }

    void writeNumbers(DataOutputStream data) throws IOException {
        data.writeInt(numbers.size());
        for (int number : numbers) {
            data.writeInt(number);
        }
    }

    void readNumbers(DataInputStream data) throws IOException {
        numbers.clear();
        for (int left = data.readInt(); left > 0; left--) {
            numbers.add(data.readInt());
        }
    }
}
