package io.limpid.examples.bank;

import io.limpid.cell.Cell;
import io.limpid.log.LogSettings;
import io.limpid.log.PeerAddress;
import io.limpid.log.PeerId;
import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One of the processes that keep the books. Ends when its standard input does. */
@Command(name = "books", mixinStandardHelpOptions = true, description = "Keeps the bank's books, with others.")
final class BooksReplica implements Callable<Integer> {
    @Option(names = "--naming", required = true, description = "Where naming is: limpid://host:port")
    private String naming = "";

    @Option(names = "--data", required = true, description = "The directory of its log.")
    private Path data = Path.of("");

    @Option(names = "--id", required = true, description = "Which of the processes it is.")
    private String id = "";

    @Option(
            names = "--peers",
            required = true,
            split = ",",
            description = "All that keep them, where they reach one another: id=host:port,...")
    private Map<String, String> peers = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        Map<PeerId, PeerAddress> addresses = new LinkedHashMap<>();
        peers.forEach((peer, address) -> addresses.put(new PeerId(peer), PeerAddress.parse(address)));
        try (Host host = Host.builder().naming(naming).name(BankNames.books(id)).open();
                Cell cell = Cell.open(
                        host, LogSettings.single(BankNames.BOOKS_LOG, data).withPeers(new PeerId(id), addresses))) {
            cell.export(BankNames.BOOKS, Books.class, new ReplicatedBooks());
            System.out.println(ChildProcess.READY + " to keep the books");
            ChildProcess.awaitEndOfInput();
        }
        return 0;
    }
}
