package io.limpid.runtime.migration.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.processes.Build;
import io.limpid.runtime.processes.JavaProcess;
import io.limpid.runtime.simulation.VirtualTime;
import io.limpid.runtime.stub.RemoteTypes;
import io.limpid.runtime.stub.StateField;
import io.limpid.runtime.stub.StateTypes;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one of which has a class and offers its jar, while the other, this one, has never heard of it. */
@Timeout(120)
final class CodeMobilityTest {
    private static final String TALLY = "shop.Tally";

    @TempDir
    static Path scratch;

    private static X509Bundle shop;
    private static JavaProcess process;
    private static Host here;
    private static Depot depot;

    /** What the other process offers. */
    private enum Jar {
        SIGNED,
        UNSIGNED,
        SIGNED_BY_A_STRANGER,
        CHANGED,
        WITH_AN_ADDED_ENTRY,
        CUT_OFF
    }

    @BeforeAll
    static void build() throws Exception {
        Path sources = Files.createDirectories(scratch.resolve("sources/shop"));
        Files.writeString(sources.resolve("Counter.java"), """
                package shop;

                @io.limpid.Remote
                public interface Counter {
                    int next();
                }
                """);
        Files.writeString(sources.resolve("Tally.java"), """
                package shop;

                @io.limpid.Movable
                public final class Tally implements Counter, java.util.function.IntSupplier {
                    private int count;

                    @Override
                    public int next() {
                        return ++count;
                    }

                    @Override
                    public int getAsInt() {
                        return next();
                    }
                }
                """);
        Build build = Build.of(scratch.resolve("sources"), scratch.resolve("contracts"), scratch.resolve("classes"));
        assertThat(build.errors()).isEmpty();
        shop = Jars.signer("shop");
        byte[] plain = Jars.of(Jars.files(build.classes()));
        byte[] signed = Jars.sign(plain, shop);
        Map<String, byte[]> changed = Jars.entries(signed);
        byte[] tally = changed.get("shop/Tally.class");
        tally[tally.length - 1] ^= 1;
        Map<String, byte[]> added = Jars.entries(signed);
        added.put("shop/Added.class", tally);
        start(
                build.classes(),
                Map.of(
                        Jar.SIGNED, signed,
                        Jar.UNSIGNED, plain,
                        Jar.SIGNED_BY_A_STRANGER, Jars.sign(plain, Jars.signer("stranger")),
                        Jar.CHANGED, Jars.zip(changed),
                        Jar.WITH_AN_ADDED_ENTRY, Jars.zip(added),
                        Jar.CUT_OFF, Arrays.copyOf(signed, signed.length - 30)));
    }

    private static void start(Path classes, Map<Jar, byte[]> jars) throws IOException {
        List<String> files = new ArrayList<>();
        for (Jar jar : Jar.values()) {
            files.add(Files.write(scratch.resolve(jar + ".jar"), jars.get(jar)).toString());
        }
        process = JavaProcess.start(
                JavaProcess.thisJdk(),
                JavaProcess.classPath(classes),
                DepotProcess.class.getName(),
                files.toArray(String[]::new));
        Binding binding = bound("depot", Depot.class, Endpoint.parse(process.said("at "), 0));
        here = Host.builder().directory(List.of(binding)).open();
        depot = here.lookup(Depot.class, "depot");
    }

    private static Binding bound(String name, Class<?> type, Endpoint endpoint) {
        List<Replica> replicas = List.of(new Replica("holder", endpoint, Replica.Role.PRIMARY));
        return new Binding(new ObjectName(name), new RemoteTypes().of(type).id(), 0, 0, replicas);
    }

    @AfterAll
    static void end() {
        here.close();
        process.close();
    }

    private static Optional<OfferedJar> offer(Jar jar) {
        return depot.offerOf(jar.ordinal(), TALLY);
    }

    private static CodeIntake trusting(X509Bundle... signers) {
        List<X509Certificate> trusted =
                Stream.of(signers).map(Jars::certificate).toList();
        return new CodeIntake(trusted, JarLimits.DEFAULT, CodeMobilityTest.class.getClassLoader(), new VirtualTime());
    }

    @Test
    void aProcessThatLacksAClassTakesItFromOneThatHasItAndServesAnObjectOfIt() throws Exception {
        CodeIntake intake = trusting(shop);
        assertThatThrownBy(() -> Class.forName(TALLY)).isInstanceOf(ClassNotFoundException.class);

        ClassLoader loader = intake.take(TALLY, offer(Jar.SIGNED));
        ClassLoader again = intake.take(TALLY, offer(Jar.SIGNED));
        Object tally = loader.loadClass(TALLY).getConstructor().newInstance();

        assertThat(again).isSameAs(loader);
        assertThat(nextOf(tally, loader.loadClass("shop.Counter"))).isEqualTo(1);
        assertThat(((IntSupplier) tally).getAsInt())
                .as("the object itself was called")
                .isEqualTo(2);
    }

    /** Exports an object by the interface that came along with it, and calls it from another host by a stub that came along, too. */
    private static <T> Object nextOf(Object object, Class<T> type) throws Exception {
        try (Host holder = Host.builder().open()) {
            holder.export("shop/tally", type, type.cast(object));
            Binding binding = bound("shop/tally", type, holder.endpoint());
            try (Host caller = Host.builder().directory(List.of(binding)).open()) {
                return type.getMethod("next").invoke(caller.lookup(type, "shop/tally"));
            }
        }
    }

    @Test
    void whatWasGeneratedForAMovableClassComesAlong() throws Exception {
        StateTypes states = new StateTypes();

        ClassLoader loader = trusting(shop).take(TALLY, offer(Jar.SIGNED));

        assertThat(states.named(TALLY)).as("unknown here").isEmpty();
        assertThat(states.named(TALLY, loader).orElseThrow().javaType()).isSameAs(loader.loadClass(TALLY));
        assertThat(states.of(loader.loadClass(TALLY).getConstructor().newInstance())
                        .fields())
                .extracting(StateField::name)
                .containsExactly("count");
    }

    @Test
    void aJarThatCameAlongIsPassedOnWithItsClasses() throws Exception {
        Optional<OfferedJar> offer = offer(Jar.SIGNED);
        Class<?> taken = trusting(shop).take(TALLY, offer).loadClass(TALLY);

        Optional<OfferedJar> passedOn = CodeOffers.NONE.offerOf(taken);

        assertThat(passedOn.orElseThrow().hash()).isEqualTo(offer.orElseThrow().hash());
        assertThat(trusting(shop).take(TALLY, passedOn).loadClass(TALLY)).isNotSameAs(taken);
    }

    @Test
    void codeThatIsNotSignedByATrustedSignerIsRefusedWithAWordHowToAllowIt() {
        assertRefused(Jar.UNSIGNED, trusting(shop), "is not signed", "jarsigner");
        assertRefused(Jar.SIGNED_BY_A_STRANGER, trusting(shop), "CN=stranger", "HostBuilder.acceptCodeSignedBy");
        assertRefused(Jar.CHANGED, trusting(shop), "was changed after it was signed");
        assertRefused(Jar.WITH_AN_ADDED_ENTRY, trusting(shop), "shop/Added.class is not signed");
        assertRefused(Jar.CUT_OFF, trusting(shop), "it ends too early");
        assertRefused(Jar.SIGNED, trusting(), "takes no code from others", "HostBuilder.acceptCodeSignedBy");
    }

    private static void assertRefused(Jar jar, CodeIntake intake, String... reasons) {
        assertThatThrownBy(() -> intake.take(TALLY, offer(jar)))
                .isInstanceOf(CodeRefusedException.class)
                .hasMessageContaining(TALLY)
                .hasMessageContainingAll(reasons);
    }
}
