package bank;

import io.limpid.Idempotent;
import io.limpid.ReadOnly;
import io.limpid.Remote;
import io.limpid.Timeout;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletionStage;

@Remote
@Timeout(2_000)
public interface Account {
    long deposit(long cents) throws ClosedException;

    @ReadOnly
    Balance balance();

    @Idempotent
    void rename(String owner);

    @ReadOnly
    CompletionStage<Statement> statement(YearMonth month);

    void onChange(Listener listener);

    @Remote
    interface Listener {
        void changed(Balance balance);
    }

    record Balance(long cents, Currency currency) {}

    record Statement(YearMonth month, List<Booking> bookings) {}

    sealed interface Booking permits Deposit, Transfer {}

    record Deposit(long cents) implements Booking {}

    record Transfer(long cents, String to) implements Booking {}

    enum Currency {
        EUR,
        USD
    }

    final class ClosedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String account;

        public ClosedException(String account) {
            super("account " + account + " is closed");
            this.account = account;
        }

        public String account() {
            return account;
        }
    }
}
