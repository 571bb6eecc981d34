package io.limpid.cell;

import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.runtime.Host;
import java.nio.file.Path;
import java.time.Duration;

/** A process that has registers together with others. */
final class RegistersHost {
    private RegistersHost() {}

    /**
     * Takes naming's address, the address to listen at, the peers' directory, the peer's id, all peers, and the election timeout in milliseconds. Says
     * when it is ready, and to each line whether it leads.
     */
    public static void main(String[] arguments) throws Exception {
        try (Host host = await().atMost(Duration.ofSeconds(60))
                        .ignoreException(NotExecutedException.class)
                        .until(() -> join(arguments[0], arguments[1]), joined -> true);
                Cell cell = Cell.open(
                        host,
                        Peers.parse(Path.of(arguments[2]), arguments[4])
                                .of(arguments[3])
                                .withElectionTimeout(Duration.ofMillis(Long.parseLong(arguments[5]))))) {
            cell.export("registers", Registers.class, new KeptRegisters());
            System.out.println("ready");
            for (int read = System.in.read(); read >= 0; read = System.in.read()) {
                if (read == '\n') {
                    System.out.println("leads " + cell.isLeader());
                }
            }
        }
    }

    /** On a busy machine naming may take longer to answer than a host is ready to wait. */
    private static Host join(String naming, String listen) {
        return Host.builder().naming(naming).listen(listen, 7_000).open();
    }
}
