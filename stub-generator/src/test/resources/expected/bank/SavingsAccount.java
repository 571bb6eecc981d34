package bank;

import io.limpid.Bind;
import io.limpid.Movable;
import io.limpid.ResourceBinding;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

@Movable
public final class SavingsAccount implements Account {
    private long cents;
    private List<Booking> bookings = new ArrayList<>();
    private Listener listener;

    @Bind(ResourceBinding.BY_TYPE)
    private Printer printer;

    private transient int calls;

    @Override
    public long deposit(long more) throws ClosedException {
        calls++;
        bookings.add(new Deposit(more));
        cents += more;
        return cents;
    }

    @Override
    public Balance balance() {
        return new Balance(cents, Currency.EUR);
    }

    @Override
    public void rename(String owner) {
        printer.print(owner);
    }

    @Override
    public CompletionStage<Statement> statement(YearMonth month) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onChange(Listener changed) {
        listener = changed;
    }

    public interface Printer {
        void print(String text);
    }
}
