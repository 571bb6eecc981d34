package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.location.Naming;
import io.limpid.runtime.migration.code.Jars;
import io.limpid.runtime.processes.Build;
import io.limpid.runtime.processes.JavaProcess;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code that came with an object goes when the object has gone, and comes back with it. */
@Timeout(120)
final class CodeFreedTest {
    private static final String TALLY = """
            package shop;

            import io.limpid.Bind;
            import io.limpid.ResourceBinding;
            import java.util.concurrent.Executor;

            @io.limpid.Movable
            public final class Tally implements Counter {
                private int count;

                @Bind(ResourceBinding.BY_TYPE)
                private Executor witness;

                private Tally() {}

                public Tally(Executor witness) {
                    this.witness = witness;
                }

                @Override
                public int next() {
                    witness.execute(this::next);
                    return ++count;
                }
            }
            """;

    private static final String COUNTER = """
            package shop;

            @io.limpid.Remote
            public interface Counter {
                int next();
            }
            """;

    private static final String SHOP = """
            package shop;

            import io.limpid.runtime.Host;
            import java.nio.file.Path;
            import java.util.concurrent.Executor;

            public final class Shop {
                public static void main(String[] arguments) throws Exception {
                    Path jar = Path.of(arguments[1]);
                    Executor nobody = work -> {};
                    try (Host host = Host.builder().naming(arguments[0]).name("shop").offerCode(jar).open()) {
                        host.provide(Executor.class, nobody);
                        host.export("tally", Counter.class, new Tally(nobody));
                        Counter tally = host.lookup(Counter.class, "tally");
                        for (int round = 0; round < 2; round++) {
                            host.migrate("tally", "guest");
                            int there = tally.next();
                            host.migrate("tally", "shop");
                            System.out.println("round " + round + " " + there + " " + tally.next());
                            while (System.in.read() != '\\n') {}
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path scratch;

    private final List<WeakReference<ClassLoader>> seen = new CopyOnWriteArrayList<>();

    @Test
    void theClassesOfAnObjectThatHasGoneAreFreedAndComeBackWithIt() throws Exception {
        X509Bundle signer = new CertificateBuilder()
                .subject("CN=shop")
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Build build = build();
        Path jar = Files.write(scratch.resolve("shop.jar"), Jars.sign(Jars.of(Jars.files(build.classes())), signer));
        try (Host namingHost = Host.builder().name("naming").open()) {
            namingHost.export(Naming.NAME.path(), Naming.class, new FakeNaming());
            String address = "limpid://" + namingHost.endpoint();
            try (Host guest = Host.builder()
                            .naming(address)
                            .name("guest")
                            .acceptCodeSignedBy(List.of(signer.getCertificate()))
                            .open();
                    JavaProcess shop = JavaProcess.start(
                            JavaProcess.thisJdk(),
                            JavaProcess.classPath(build.classes()),
                            "shop.Shop",
                            address,
                            jar.toString())) {
                guest.provide(
                        Executor.class,
                        object -> seen.add(new WeakReference<>(object.getClass().getClassLoader())));

                for (int round = 0; round < 2; round++) {
                    assertThat(shop.said("round " + round + " ")).isEqualTo((2 * round + 1) + " " + (2 * round + 2));
                    assertThat(seen).as("it was called here").hasSize(round + 1);
                    WeakReference<ClassLoader> loader = seen.get(round);
                    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                        System.gc();
                        assertThat(loader.refersTo(null))
                                .as("the loader of what has gone is freed")
                                .isTrue();
                    });
                    shop.tell("go on");
                }
            }
        }
    }

    private Build build() throws IOException {
        Path sources = Files.createDirectories(scratch.resolve("sources/shop"));
        Files.writeString(sources.resolve("Tally.java"), TALLY);
        Files.writeString(sources.resolve("Counter.java"), COUNTER);
        Files.writeString(sources.resolve("Shop.java"), SHOP);
        Build build = Build.of(scratch.resolve("sources"), scratch.resolve("contracts"), scratch.resolve("classes"));
        assertThat(build.errors()).isEmpty();
        return build;
    }
}
