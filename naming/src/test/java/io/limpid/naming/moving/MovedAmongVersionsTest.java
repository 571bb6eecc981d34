package io.limpid.naming.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.naming.server.NamingServer;
import io.limpid.naming.server.NamingSettings;
import io.limpid.runtime.Client;
import io.limpid.runtime.Host;
import io.limpid.runtime.check.AppendCheck.Told;
import io.limpid.runtime.check.Trials;
import io.limpid.runtime.processes.Build;
import io.limpid.runtime.processes.JavaProcess;
import io.limpid.runtime.processes.OtherJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger moves to and fro, while it is called, between this process and one that has the next version of its class. */
@Timeout(600)
final class MovedAmongVersionsTest {
    private static final int ROUNDS = Trials.of(5, 200);
    private static final String NAME = "aged";
    private static final Path SOURCE = Path.of("src/test/java/io/limpid/naming/moving/AgedLedger.java");
    private static final Path CONTRACT = Path.of("src/test/limpid/io.limpid.naming.moving.AgedLedger.state");

    @TempDir
    Path scratch;

    @Test
    void betweenTwoVersionsOfItsClassNothingIsLost() throws Exception {
        moveToAndFro(JavaProcess.thisJdk());
    }

    @Test
    void betweenTwoVersionsOnTwoJdksNothingIsLost() throws Exception {
        moveToAndFro(OtherJdk.find().home());
    }

    private void moveToAndFro(Path jdk) throws Exception {
        try (NamingServer naming = NamingServer.start(NamingSettings.inMemory());
                Host here = Host.builder().naming(naming.address()).name("here").open();
                JavaProcess there = next(jdk, naming);
                Client client = Client.connect(naming.address());
                Clerks clerks = new Clerks(client, List.of(NAME), 500, 0)) {
            here.export(NAME, Ledger.class, new AgedLedger());
            Ledger ledger = client.lookup(Ledger.class, NAME);
            there.said("at ");
            clerks.begin();

            for (int round = 0; round < ROUNDS; round++) {
                client.migrate(NAME, "there");
                assertThat(ledger.whereabouts()).isEqualTo("shelf 7 of the next version");
                client.migrate(NAME, "here");
                assertThat(ledger.whereabouts()).isEqualTo("shelf 7");
            }
            clerks.pause();

            System.out.printf(
                    "%d moves between two versions, on this JDK and %s, under %d calls: %d failed%n",
                    2 * ROUNDS,
                    jdk.getFileName(),
                    clerks.count(Told.RETURNED),
                    clerks.failures().size());
            assertThat(clerks.failures()).isEmpty();
            assertThat(clerks.complaints(NAME, ledger.numbers())).isEmpty();
        }
    }

    /** A host whose class keeps one thing more. */
    private JavaProcess next(Path jdk, NamingServer naming) throws IOException {
        Path sources = Files.createDirectories(scratch.resolve("sources"));
        Files.writeString(
                sources.resolve("AgedLedger.java"),
                Files.readString(SOURCE)
                        .replace("shelf = shelf();", "shelf = shelf();\n    private int visits;")
                        .replace("numbers.add(number);", "visits++;\n        numbers.add(number);")
                        .replace("\"shelf \" + shelf", "\"shelf \" + shelf + \" of the next version\""));
        Path contracts = Files.createDirectories(scratch.resolve("contracts"));
        Files.copy(CONTRACT, contracts.resolve(CONTRACT.getFileName()));
        Build build = Build.of(sources, contracts, scratch.resolve("classes"));
        assertThat(build.errors()).isEmpty();
        return JavaProcess.start(
                jdk,
                JavaProcess.classPath(build.classes()),
                LedgerHost.class.getName(),
                naming.address(),
                "there",
                scratch.resolve("diary").toString());
    }
}
