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

/** Changes an interface in every way that people do, and sees which of them the build lets pass. */
final class EvolutionTest {
    private static final String NAME = "bank.Account";
    private static final String BEFORE = """
            package bank;

            import io.limpid.Idempotent;
            import io.limpid.Remote;

            @Remote
            public interface Account {
                long deposit(long cents, Note note) throws ClosedException;
                Kind kind();
                Owner owner();
                @Idempotent void rename(String name);

                record Note(String text, int level) {}
                enum Kind { GIRO, SAVINGS }
                sealed interface Owner permits Person, Company {}
                record Person(String name) implements Owner {}
                record Company(String name) implements Owner {}
                class ClosedException extends Exception {
                    private String reason;
                }
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            add a method                 | lawful   | Kind kind();                    | Kind kind(); int level();
            add an overload              | lawful   | Kind kind();                    | Kind kind(); Kind kind(int level);
            add a default method         | lawful   | Kind kind();                    | Kind kind(); default int local() { return 1; }
            add a component at the end   | lawful   | int level) {}                   | int level, long at) {}
            add a constant               | lawful   | GIRO, SAVINGS                   | GIRO, LOAN, SAVINGS
            reorder constants            | lawful   | GIRO, SAVINGS                   | SAVINGS, GIRO
            add a subtype                | lawful   | sealed interface Owner permits Person, Company {} | sealed interface Owner permits Person, Company, State {} record State() implements Owner {}
            declare another exception    | lawful   | throws ClosedException          | throws ClosedException, java.io.IOException
            declare one exception less   | lawful   | throws ClosedException          | ''
            promise more                 | effect   | @Idempotent void                | @io.limpid.ReadOnly void
            promise for the first time   | effect   | Kind kind();                    | @Idempotent Kind kind();
            make a method asynchronous   | lawful   | Kind kind();                    | java.util.concurrent.CompletionStage<Kind> kind();
            add a field at the end       | lawful   | String reason;                  | String reason; int code;
            rename with @WireName        | lawful   | void rename(                    | @io.limpid.WireName("rename") void call(
            rename a parameter           | lawful   | String name);                   | String called);
            remove a method              | breaking | Kind kind();                    | ''
            rename a method              | breaking | void rename(                    | void call(
            widen a parameter            | breaking | deposit(long cents              | deposit(double cents
            add a parameter              | breaking | Note note)                      | Note note, int more)
            change a result              | breaking | Owner owner();                  | Person owner();
            promise less                 | effect   | @Idempotent void                | void
            remove a component           | breaking | String text, int level          | String text
            add a component in front     | breaking | String text, int level          | long at, String text, int level
            reorder components           | breaking | String text, int level          | int level, String text
            rename a component           | breaking | int level) {}                   | int height) {}
            widen a component            | breaking | int level) {}                   | long level) {}
            box a component              | breaking | int level) {}                   | Integer level) {}
            remove a constant            | breaking | GIRO, SAVINGS                   | GIRO
            remove a subtype             | breaking | permits Person, Company {}      | permits Person {}
            record becomes a class       | breaking | record Note(String text, int level) {} | class Note { String text; int level; }
            change a type's wire name    | breaking | record Note(                    | @io.limpid.WireName("Remark") record Note(
            change a field               | breaking | String reason;                  | int reason;
            change its own wire name     | breaking | @Remote                         | @Remote @io.limpid.WireName("Konto")
            """)
    void eachChangeIsJudged(String change, String verdict, String from, String to) throws IOException {
        assertThat(BEFORE).contains(from);
        process(BEFORE);
        Path file = directory.resolve(NAME + ".contract");
        String written = Files.readString(file);
        String after = BEFORE.replace(from, to);
        if (change.equals("remove a subtype")) {
            after = after.replace("Company(String name) implements Owner", "Company(String name)");
        }

        Compilation compilation = process(after);

        if (verdict.equals("lawful")) {
            assertThat(compilation.errors()).isEmpty();
        } else {
            assertThat(compilation.errors())
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.getMessage(Locale.ROOT))
                            .startsWith(
                                    verdict.equals("effect")
                                            ? "[EffectChanged] bank.Account."
                                            : "[ContractBroken] bank.Account breaks its contract: ")
                            .contains("-Alimpid.contract=accept"));
            assertThat(Files.readString(file)).as("the file").isEqualTo(written);
            assertThat(process(after, "-Alimpid.contract=accept").errors()).isEmpty();
            assertThat(process(after).errors()).isEmpty();
        }
    }

    @Test
    void aMissingFileIsWrittenAndAnUnchangedOneLeftAlone() throws IOException {
        Compilation first = process(BEFORE);
        Path file = directory.resolve(NAME + ".contract");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));

        Compilation second = process(BEFORE);

        assertThat(first.notes())
                .anySatisfy(note -> assertThat(note.getMessage(Locale.ROOT))
                        .contains("wrote the contract of bank.Account")
                        .endsWith("check it in."));
        assertThat(second.notes()).isEmpty();
        assertThat(Files.getLastModifiedTime(file).toMillis()).isEqualTo(1_000);
    }

    @Test
    void theFileIsForPeopleToRead() throws IOException {
        process(BEFORE);

        assertThat(Files.readString(directory.resolve(NAME + ".contract"))).isEqualTo("""
                        # What peers of other builds rely on. Check this file in: the build compares the interface with it.
                        interface bank.Account
                        java bank.Account

                        enum bank.Account.Kind
                          constant GIRO
                          constant SAVINGS

                        exception bank.Account.ClosedException
                          reason: String

                        method deposit(long,bank.Account.Note)
                          takes long
                          takes bank.Account.Note
                          gives long
                          effect exactly once
                          throws bank.Account.ClosedException

                        method kind()
                          gives bank.Account.Kind
                          effect exactly once

                        method owner()
                          gives bank.Account.Owner
                          effect exactly once

                        method rename(java.lang.String)
                          takes String
                          gives void
                          effect idempotent

                        record bank.Account.Company
                          name: String

                        record bank.Account.Note
                          text: String
                          level: int

                        record bank.Account.Person
                          name: String

                        sealed bank.Account.Owner
                          permits bank.Account.Company
                          permits bank.Account.Person
                        """);
    }

    @Test
    void aBrokenContractNamesTheOldLineAndTheNewOne() {
        process(BEFORE);

        Compilation compilation = process(BEFORE.replace("int level) {}", "int height) {}"));

        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getLineNumber()).isEqualTo(7);
            assertThat(error.getMessage(Locale.ROOT)).isEqualTo("""
                            [ContractBroken] bank.Account breaks its contract: record bank.Account.Note: 'level: int' is now 'height: int'.
                              Peers of older builds would misread it or miss it.
                              If it is only called otherwise, keep its name with @WireName("level"). To break them on purpose, compile once with -Alimpid.contract=accept, or delete bank.Account.contract.""");
        });
    }

    @Test
    void aPromiseThatIsNewIsToldAtItsMethod() {
        process(BEFORE);

        Compilation compilation =
                process(BEFORE.replace("Kind kind();", "@Idempotent int added();\n@Idempotent\nKind kind();"));

        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getLineNumber()).isEqualTo(11);
            assertThat(error.getMessage(Locale.ROOT)).isEqualTo("""
                            [EffectChanged] bank.Account.kind() is now idempotent, and its contract says exactly once.
                              Objects of older builds never promised that, and callers of this one would repeat it there.
                              Keep it as it was, or add a method that promises more. To break them on purpose, compile once with -Alimpid.contract=accept, or delete bank.Account.contract.""");
        });
    }

    @Test
    void aPromiseThatIsGoneIsToldAtItsMethod() {
        process(BEFORE);

        Compilation compilation = process(BEFORE.replace("@Idempotent void", "void"));

        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getLineNumber()).isEqualTo(11);
            assertThat(error.getMessage(Locale.ROOT)).isEqualTo("""
                            [EffectChanged] bank.Account.rename(java.lang.String) is now exactly once, and its contract says idempotent.
                              Callers of older builds repeat it on the strength of the old promise.
                              Keep the promise, or add a method that promises less. To break them on purpose, compile once with -Alimpid.contract=accept, or delete bank.Account.contract.""");
        });
    }

    @Test
    void aPromiseOfAnInheritedMethodIsToldAtTheInterface() {
        String inherited = BEFORE.replace("interface Account {", "interface Account extends Renamed {")
                .replace("@Idempotent void rename(String name);", "")
                .concat("interface Renamed { @Idempotent void rename(String name); }");
        process(inherited);

        Compilation compilation = process(inherited.replace("@Idempotent void", "void"));

        assertThat(compilation.errors()).singleElement().satisfies(error -> {
            assertThat(error.getLineNumber()).isEqualTo(7);
            assertThat(error.getMessage(Locale.ROOT))
                    .startsWith("[EffectChanged] bank.Account.rename(java.lang.String) is now exactly once,");
        });
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = directory.resolve(NAME + ".contract");
        Files.writeString(file, "<<<<<<< HEAD\ninterface bank.Account\n");

        Compilation compilation = process(BEFORE);

        assertThat(compilation.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage(Locale.ROOT)).isEqualTo("""
                        [ContractFile] the contract file bank.Account.contract cannot be used (no line that begins with 'java').
                          Without it nobody knows whether peers of other builds bear a change of the interface.
                          Take it back from version control, or delete it to have it written anew."""));
        assertThat(Files.readString(file)).startsWith("<<<<<<<");
    }

    @Test
    void withoutADirectoryAHintIsGivenOnce() {
        Compilation compilation = Compilations.process(NAME, BEFORE);

        assertThat(compilation.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.getMessage(Locale.ROOT)).contains("-Alimpid.contracts="));
    }

    private Compilation process(String source, String... options) {
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "-Alimpid.contracts=" + directory;
        return Compilations.process(NAME, source, all);
    }
}
