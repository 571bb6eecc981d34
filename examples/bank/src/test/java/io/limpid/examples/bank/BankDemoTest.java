package io.limpid.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo as a user does: naming, hosts and tellers are processes of their own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BankDemoTest {
    @TempDir
    private Path folder;

    @Test
    void noCallFailsAndEveryBalanceIsThatOfASequentialReplay() throws Exception {
        Result result = run("demo", "--transfers", "2000", "--tellers", "2", "--seed", "42", "--json");

        assertThat(result.output())
                .contains("\"calls\":4032,\"failed\":0,\"unknown\":0,")
                .contains("\"moneyBeforeCents\":10000000,\"moneyAfterCents\":10000000,")
                .contains("\"books\":{\"transfers\":2000,")
                .contains("\"auditDifferences\":0,")
                .contains("\"differences\":0},\"good\":true}");
        assertThat(result.status()).isZero();
    }

    @Test
    void aLedgerOfTheUsersOwnIsReplayed() throws Exception {
        Path ledger = folder.resolve("mine");
        Files.writeString(ledger, "# from to cents\nalice bob 12345\nbob carol 1\n");

        Result result = run("demo", "--ledger", ledger.toString(), "--tellers", "1");

        assertThat(result.output())
                .containsPattern("audit +exact of 3 accounts")
                .containsPattern("killed host +exact of ");
        assertThat(result.status()).isZero();
    }

    @Test
    void aLedgerThatCannotBeReadIsRefusedByName() throws Exception {
        Path ledger = folder.resolve("broken");
        Files.writeString(ledger, "alice bob much\n");

        Result result = run("demo", "--ledger", ledger.toString());

        assertThat(result.output()).contains("bank: " + ledger + ":1: 'alice bob much' (expected:");
        assertThat(result.status()).isNotZero();
    }

    private record Result(int status, String output) {}

    private static Result run(String... arguments) throws IOException, InterruptedException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Bank.class.getName());
        Process process = new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            process.destroy();
        }
    }
}
