package io.limpid.examples.bank;

import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A process that holds its share of the accounts. Ends when its standard input does. */
@Command(name = "host", mixinStandardHelpOptions = true, description = "Holds a share of a ledger's accounts.")
final class BankHost implements Callable<Integer> {
    @Option(names = "--naming", required = true, description = "Where naming is: limpid://host:port")
    private String naming = "";

    @Option(names = "--ledger", required = true, description = "The ledger whose accounts are held.")
    private Path ledger = Path.of("");

    @Option(names = "--share", required = true, description = "Which share of the accounts, from 0.")
    private int share;

    @Option(names = "--shares", required = true, description = "How many shares there are.")
    private int shares;

    @Option(
            names = "--name",
            defaultValue = "bank-host",
            description = "The host's name, followed by its share (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--port", description = "Where to listen (default: the system chooses).")
    private int port;

    @Option(names = "--advertise", description = "The port that callers are told (default: where it listens).")
    private int advertised;

    @Option(names = "--tape", description = "Where to write every entry, for an audit after the host's death.")
    private @Nullable Path tape;

    @Option(names = "--busy-at", description = "With --tape: after how many entries to say that the host is busy.")
    private long busyAt;

    @Override
    public Integer call() throws Exception {
        List<String> accounts = Ledger.read(ledger).accounts();
        try (Tape witness = tape == null ? null : new Tape(tape, busyAt);
                Host host = Host.builder()
                        .naming(naming)
                        .name(name + "-" + share)
                        .listen("127.0.0.1", port)
                        .advertise("127.0.0.1", advertised)
                        .open()) {
            int held = 0;
            for (int i = share; i < accounts.size(); i += shares) {
                Account account = new VolatileAccount(Ledger.OPENING_CENTS);
                host.export(
                        BankNames.account(accounts.get(i)),
                        Account.class,
                        witness == null ? account : witness.of(accounts.get(i), account));
                held++;
            }
            System.out.println(ChildProcess.READY + " " + held + " accounts");
            ChildProcess.awaitEndOfInput();
        }
        return 0;
    }
}
