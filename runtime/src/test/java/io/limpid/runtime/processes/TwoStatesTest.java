package io.limpid.runtime.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.migration.StateLayout;
import io.limpid.runtime.stub.StateTypes;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of one movable class, each made as a user's build makes it; the state of one is given to the other. */
@Timeout(120)
final class TwoStatesTest {
    private static final Path STATES = Path.of("src/test/resources/states");

    @TempDir
    static Path scratch;

    private static Build before;
    private static Build after;
    private static Build reordered;

    @BeforeAll
    static void build() throws IOException {
        before = build("old", Files.readString(STATES.resolve("old/shop/Basket.java")), "contracts");
        String grown = Files.readString(STATES.resolve("new/shop/Basket.java"));
        after = build("new", grown, "contracts");
        reordered = build(
                "reordered",
                grown.replace("String name, int count", "int count, String name")
                        .replace("\"axe\", 1", "1, \"axe\""),
                "others");
    }

    private static Build build(String name, String basket, String contracts) throws IOException {
        Path sources = Files.createDirectories(scratch.resolve(name + "-sources"));
        Files.writeString(sources.resolve("Basket.java"), basket);
        Files.copy(
                STATES.resolve("porter/shop/Porter.java"),
                sources.resolve("Porter.java"),
                StandardCopyOption.REPLACE_EXISTING);
        Build build = Build.of(sources, scratch.resolve(contracts), scratch.resolve(name));
        assertThat(build.errors()).isEmpty();
        return build;
    }

    @Test
    void aNewHostTakesAnOldObject() throws Exception {
        String packed = pack(before, JavaProcess.thisJdk());

        assertThat(unpack(after, JavaProcess.thisJdk(), packed))
                .isEqualTo("Alice WICKER [Item[name=saw, count=3, label=null]] {} 12");
        assertThat(layout(after).refusal(layout(before))).isEmpty();
    }

    @Test
    void anOldHostTakesANewObject() throws Exception {
        String packed = pack(after, JavaProcess.thisJdk());

        assertThat(unpack(before, JavaProcess.thisJdk(), packed)).isEqualTo("Alice WICKER [Item[name=axe, count=1]]");
        assertThat(layout(before).refusal(layout(after))).isEmpty();
    }

    @Test
    void aHostOnAnotherJdkTakesAnObjectAndGivesItBack() throws Exception {
        Path other = OtherJdk.find().home();

        String there = unpack(after, other, pack(before, JavaProcess.thisJdk()));
        String back = unpack(before, JavaProcess.thisJdk(), pack(after, other));

        assertThat(there).isEqualTo("Alice WICKER [Item[name=saw, count=3, label=null]] {} 12");
        assertThat(back).isEqualTo("Alice WICKER [Item[name=axe, count=1]]");
    }

    @Test
    void aHostRefusesWhatItWouldMisread() throws Exception {
        Optional<String> refusal = layout(reordered).refusal(layout(before));

        assertThat(refusal)
                .hasValue(
                        "record shop.Basket.Item: 'name: String' comes where 'count: int' is here; parts are read in their"
                                + " order, and not by name");
    }

    private static String pack(Build build, Path jdk) throws Exception {
        return told(build, jdk, "packed ");
    }

    private static String unpack(Build build, Path jdk, String packed) throws Exception {
        return told(build, jdk, "unpacked ", packed);
    }

    private static String told(Build build, Path jdk, String prefix, String... arguments) throws Exception {
        try (JavaProcess porter =
                JavaProcess.start(jdk, JavaProcess.classPath(build.classes()), "shop.Porter", arguments)) {
            List<String> told = porter.saidToTheEnd(prefix);
            assertThat(told).hasSize(1);
            return told.get(0);
        }
    }

    private static StateLayout layout(Build build) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader outer = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {build.classes().toUri().toURL()}, outer)) {
            thread.setContextClassLoader(loader);
            return StateLayout.of(new StateTypes().named("shop.Basket").orElseThrow());
        } finally {
            thread.setContextClassLoader(outer);
        }
    }
}
