package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.location.Naming;
import io.limpid.runtime.migration.code.Jars;
import io.limpid.runtime.processes.Build;
import io.limpid.runtime.processes.JavaProcess;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An object of another process moves to this one, which has never heard of its class, and is called as before. */
@Timeout(120)
final class CodeMovesTest {
    private static final String TALLY = """
            package shop;

            @io.limpid.Movable
            public final class Tally implements Counter {
                private int count;

                @Override
                public int next() {
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

            import io.limpid.MoveRefusedException;
            import io.limpid.runtime.Host;
            import java.nio.file.Path;
            import java.util.List;

            public final class Shop {
                public static void main(String[] arguments) {
                    Path jar = Path.of(arguments[1]);
                    try (Host host = Host.builder().naming(arguments[0]).name("shop").offerCode(jar).open()) {
                        host.export("tally", Counter.class, new Tally());
                        Counter tally = host.lookup(Counter.class, "tally");
                        System.out.println("told next " + tally.next());
                        for (String target : List.of("wary", "doubting", "open")) {
                            try {
                                host.migrate("tally", target);
                                System.out.println("told moved to " + target);
                            } catch (MoveRefusedException e) {
                                System.out.println("told " + e.reason() + " " + e.getMessage());
                            }
                            System.out.println("told next " + tally.next());
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path scratch;

    @Test
    void anObjectMovesWithItsCodeToWhoTrustsTheSignerAndToNobodyElse() throws Exception {
        X509Bundle signer = signer("shop");
        Build build = build();
        Path jar = Files.write(scratch.resolve("shop.jar"), Jars.sign(Jars.of(Jars.files(build.classes())), signer));
        FakeNaming naming = new FakeNaming();

        List<String> told;
        try (Host namingHost = Host.builder().name("naming").open()) {
            namingHost.export(Naming.NAME.path(), Naming.class, naming);
            String address = "limpid://" + namingHost.endpoint();
            try (Host wary = host(address, "wary").open();
                    Host doubting = host(address, "doubting")
                            .acceptCodeSignedBy(List.of(signer("somebody").getCertificate()))
                            .open();
                    Host open = host(address, "open")
                            .acceptCodeSignedBy(List.of(signer.getCertificate()))
                            .open();
                    JavaProcess shop = JavaProcess.start(
                            JavaProcess.thisJdk(),
                            JavaProcess.classPath(build.classes()),
                            "shop.Shop",
                            address,
                            jar.toString())) {
                told = shop.saidToTheEnd("told ");
            }
        }

        assertThat(told).hasSize(7);
        assertThat(told.get(0)).isEqualTo("next 1");
        assertThat(told.get(1))
                .startsWith("TARGET_REFUSED tally is not taken by host wary: class shop.Tally is unknown here")
                .contains("HostBuilder.acceptCodeSignedBy");
        assertThat(told.get(2)).isEqualTo("next 2");
        assertThat(told.get(3)).startsWith("TARGET_REFUSED").contains("signed by CN=shop");
        assertThat(told.subList(4, 7)).containsExactly("next 3", "moved to open", "next 4");
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

    private static HostBuilder host(String naming, String name) {
        return Host.builder().naming(naming).name(name);
    }

    private static X509Bundle signer(String name) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }
}
