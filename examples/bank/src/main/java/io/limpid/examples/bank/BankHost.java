package io.limpid.examples.bank;

import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws Exception {
        List<String> accounts = Ledger.read(ledger).accounts();
        try (Host host =
                Host.builder().naming(naming).name("bank-host-" + share).open()) {
            int held = 0;
            for (int i = share; i < accounts.size(); i += shares) {
                host.export(
                        BankNames.account(accounts.get(i)), Account.class, new VolatileAccount(Ledger.OPENING_CENTS));
                held++;
            }
            System.out.println(ChildProcess.READY + " " + held + " accounts");
            ChildProcess.awaitEndOfInput();
        }
        return 0;
    }
}
