package io.limpid.runtime.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two builds of one interface, each made by the generator as a user's build makes it, in processes that call each other. The new one
 * has more components at the end of a record, a method, a constant, and a field of an exception.
 */
@Timeout(120)
final class TwoBuildsTest {
    private static final Path BUILDS = Path.of("src/test/resources/builds");

    @TempDir
    static Path scratch;

    private static Build before;
    private static Build after;

    @BeforeAll
    static void build() throws IOException {
        Path contracts = scratch.resolve("contracts");
        before = Build.of(BUILDS.resolve("old"), contracts, scratch.resolve("old"));
        after = Build.of(BUILDS.resolve("new"), contracts, scratch.resolve("new"));
    }

    @Test
    void theBuildSaysThatTheInterfaceHasGrown() {
        assertThat(before.errors()).isEmpty();
        assertThat(after.errors()).isEmpty();
        assertThat(after.notes())
                .anyMatch(note -> note.startsWith("Limpid: the contract of shop.Stock has changed (")
                        && note.contains("'labels: ")
                        && note.contains("count(java.lang.String)")
                        && note.endsWith("; check in shop.Stock.contract."));
    }

    @Test
    void anOldCallerIsServedByANewHost() throws Exception {
        List<String> told = ask(before, after);

        assertThat(told)
                .containsExactly(
                        "put: Item[name=saw, count=3]",
                        "put again: Item[name=axe, count=1]",
                        "put once more: full, room 0",
                        "all: [Item[name=saw, count=3], Item[name=axe, count=1]]",
                        "crate: Crate[item=Item[name=saw, count=3], marks=[new]]",
                        "kind: io.limpid.RemoteFailureException: the method ran, but its outcome cannot be read:"
                                + " payload at byte 4: a constant that Kind does not have here");
    }

    @Test
    void aNewCallerIsServedByAnOldHost() throws Exception {
        List<String> told = ask(after, before);

        String saw = "Item[name=saw, count=3, labels=null, shelf=Optional.empty, price=0]";
        String axe = "Item[name=axe, count=1, labels=null, shelf=Optional.empty, price=0]";
        assertThat(told.subList(0, 7))
                .containsExactly(
                        "put: " + saw,
                        "put again: " + axe,
                        "put once more: full, room 0, until null",
                        "all: [" + saw + ", " + axe + "]",
                        "crate: Crate[item=" + saw + ", marks=[old]]",
                        "same marks: false",
                        "kind: TOY");
        assertThat(told.get(7))
                .startsWith("new kind: io.limpid.NotExecutedException: shop.Stock.kind(Kind) on shop/stock was not"
                        + " executed (BAD_REQUEST): the arguments of shop.Stock.kind(Kind) cannot be read: payload at byte"
                        + " 4: a constant that Kind does not have here");
        assertThat(told.get(8))
                .startsWith("count: io.limpid.NotExecutedException: shop.Stock.count(String) on shop/stock was not"
                        + " executed (INTERFACE_MISMATCH)")
                .contains("(caller and host were built from different versions of it)");
    }

    @Test
    void newBuildsTellEachOtherAll() throws Exception {
        assertThat(ask(after, after))
                .containsExactly(
                        "put: Item[name=saw, count=3, labels=[sharp], shelf=Optional[low], price=7]",
                        "put again: Item[name=axe, count=1, labels=null, shelf=Optional.empty, price=0]",
                        "put once more: full, room 0, until tomorrow",
                        "all: [Item[name=saw, count=3, labels=[sharp], shelf=Optional[low], price=7],"
                                + " Item[name=axe, count=1, labels=null, shelf=Optional.empty, price=0]]",
                        "crate: Crate[item=Item[name=saw, count=3, labels=[new], shelf=Optional[low], price=7],"
                                + " marks=[new]]",
                        "same marks: true",
                        "kind: FOOD",
                        "new kind: FOOD",
                        "count: 3");
    }

    private static List<String> ask(Build asking, Build holding) throws Exception {
        try (JavaProcess holder = start(holding, "shop.Holder");
                JavaProcess asker = start(asking, "shop.Asker", holder.said("at "))) {
            return asker.saidToTheEnd("told ");
        }
    }

    private static JavaProcess start(Build build, String program, String... arguments) throws IOException {
        return JavaProcess.start(JavaProcess.thisJdk(), JavaProcess.classPath(build.classes()), program, arguments);
    }

    @Test
    void anIncompatibleChangeFailsTheBuildUntilItIsAccepted(@TempDir Path broken) throws IOException {
        Path contracts = broken.resolve("contracts");
        Path sources = broken.resolve("shop");
        Path file = contracts.resolve("shop.Stock.contract");
        Build.of(BUILDS.resolve("old"), contracts, broken.resolve("classes"));
        String checkedIn = Files.readString(file);
        Files.createDirectories(sources);
        Files.writeString(
                sources.resolve("Stock.java"),
                Files.readString(BUILDS.resolve("old/shop/Stock.java"))
                        .replace(
                                "record Item(String name, int count)",
                                "record Item(String name, int place, int count)"));

        Build refused = Build.of(sources, contracts, broken.resolve("refused"));
        String left = Files.readString(file);
        Build accepted = Build.of(sources, contracts, broken.resolve("accepted"), "-Alimpid.contract=accept");
        Build again = Build.of(sources, contracts, broken.resolve("again"));

        assertThat(refused.errors()).containsExactly("""
                [ContractBroken] shop.Stock breaks its contract: record shop.Stock.Item: 'count: int' is now 'place: int'.
                  Peers of older builds would misread it or miss it.
                  Parts are read in their order: put new ones at the end, and leave the others where they were. \
                To break them on purpose, compile once with -Alimpid.contract=accept, or delete shop.Stock.contract.""");
        assertThat(left).isEqualTo(checkedIn);
        assertThat(accepted.errors()).isEmpty();
        assertThat(Files.readString(file)).contains("place: int");
        assertThat(again.errors()).isEmpty();
    }
}
