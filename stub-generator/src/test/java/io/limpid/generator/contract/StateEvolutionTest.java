package io.limpid.generator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.limpid.generator.Compilations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes a movable class in every way that people do, and sees which of them the build lets pass. */
final class StateEvolutionTest {
    private static final String NAME = "bank.Till";
    private static final String BEFORE = """
            package bank;

            import io.limpid.Bind;
            import io.limpid.Movable;
            import io.limpid.Remote;
            import io.limpid.ResourceBinding;
            import java.util.List;

            @Movable
            public final class Till extends Drawer implements Desk {
                private long cents;
                private List<Coin> coins;
                private Desk beside;
                @Bind(ResourceBinding.BY_TYPE) private Printer printer;

                interface Printer {}
                record Coin(int value, String mint) {}
            }

            @Remote interface Desk {}

            class Drawer {
                private int slots;
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            add a field at the end         | lawful   | private Printer printer;  | private Printer printer; private int more;
            add a transient field          | lawful   | private long cents;       | private transient int hits; private long cents;
            add a field bound by type      | lawful   | private long cents;       | @Bind(ResourceBinding.BY_TYPE) private Thread first; private long cents;
            take a field bound by type     | lawful   | @Bind(ResourceBinding.BY_TYPE) private Printer printer; | ''
            bind otherwise as by default   | lawful   | private Desk beside;      | @Bind(ResourceBinding.BY_IDENTIFIER) private Desk beside;
            rename with @WireName          | lawful   | private long cents;       | @io.limpid.WireName("cents") private long amount;
            add a component at the end     | lawful   | String mint               | String mint, long year
            let the list be an ArrayList   | lawful   | private List<Coin>        | private java.util.ArrayList<Coin>
            rename a field                 | breaking | private long cents;       | private long amount;
            take a field away              | breaking | private Desk beside;      | ''
            add a field in front           | breaking | private long cents;       | private int first; private long cents;
            reorder fields                 | breaking | private long cents; private List<Coin> coins; | private List<Coin> coins; private long cents;
            widen a field                  | breaking | private long cents;       | private double cents;
            let a field be transient       | breaking | private long cents;       | private transient long cents;
            bind a value by type           | breaking | private Desk beside;      | @Bind(ResourceBinding.BY_TYPE) private Desk beside;
            add a field to a superclass    | breaking | private int slots;        | private int slots; private int depth;
            change the superclass's field  | breaking | private int slots;        | private long slots;
            leave the superclass           | breaking | extends Drawer            | ''
            take a component away          | breaking | int value, String mint    | int value
            change its wire name           | breaking | @Movable                  | @Movable @io.limpid.WireName("till")
            let it write itself            | breaking | implements Desk {    | implements Desk, io.limpid.MovableState { public void capture(java.io.OutputStream out) {} public void restore(java.io.InputStream in) {}
            """)
    void eachChangeIsJudged(String change, String verdict, String from, String to) throws IOException {
        String before = BEFORE.replaceAll("cents;\\s+private", "cents; private");
        assertThat(before).contains(from);
        process(before);
        Path file = directory.resolve(NAME + ".state");
        String written = Files.readString(file);
        String after = before.replace(from, to);

        Compilation compilation = process(after);

        if (verdict.equals("lawful")) {
            assertThat(compilation.errors()).isEmpty();
        } else {
            assertThat(compilation.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.getMessage(Locale.ROOT))
                            .startsWith("[ContractBroken] bank.Till breaks its contract: ")
                            .contains("-Alimpid.contract=accept"));
            assertThat(Files.readString(file)).as("the file").isEqualTo(written);
            assertThat(process(after, "-Alimpid.contract=accept").errors()).isEmpty();
            assertThat(process(after).errors()).isEmpty();
        }
    }

    @Test
    void theFileIsForPeopleToRead() throws IOException {
        process(BEFORE);

        assertThat(Files.readString(directory.resolve(NAME + ".state"))).isEqualTo("""
                        # What peers of other builds rely on. Check this file in: the build compares the class with it.
                        class bank.Till
                        java bank.Till

                        captured bank.Till
                          slots: int
                          cents: long
                          coins: list<bank.Till.Coin>
                          beside: remote bank.Desk

                        record bank.Till.Coin
                          value: int
                          mint: String
                        """);
    }

    @Test
    void anInterfaceOfTheSameWireNameHasAFileOfItsOwn() throws IOException {
        String named = BEFORE.replace("@Movable", "@Movable @io.limpid.WireName(\"till\")")
                .replace("@Remote", "@Remote @io.limpid.WireName(\"till\")");

        Compilation compilation = process(named);

        assertThat(compilation.errors()).isEmpty();
        assertThat(directory.resolve("till.state")).exists();
        assertThat(directory.resolve("till.contract")).exists();
    }

    private Compilation process(String source, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "-Alimpid.contracts=" + directory;
        System.arraycopy(options, 0, all, 1, options.length);
        return Compilations.process("bank.Till", source, all);
    }
}
