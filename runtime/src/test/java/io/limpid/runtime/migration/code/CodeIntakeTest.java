package io.limpid.runtime.migration.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException;
import io.limpid.runtime.simulation.VirtualTime;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host does with an offer of code, whatever the peer says about it. */
final class CodeIntakeTest {
    private static final String NAME = "shop.Note";

    @TempDir
    private Path scratch;

    private final VirtualTime time = new VirtualTime();
    private final List<Integer> asked = new ArrayList<>();

    private static X509Bundle shop;

    /** Longer than two pieces. */
    private static byte[] jar;

    @BeforeAll
    static void build() throws Exception {
        shop = Jars.signer("shop");
        byte[] picture = new byte[600_000];
        new Random(1).nextBytes(picture);
        jar = Jars.sign(Jars.of(Map.of("shop/Note.class", "a class".getBytes(UTF_8), "shop/picture", picture)), shop);
    }

    private CodeIntake intake(JarLimits limits) {
        return new CodeIntake(List.of(Jars.certificate(shop)), limits, CodeIntakeTest.class.getClassLoader(), time);
    }

    private Optional<OfferedJar> offer(long bytes, JarPieces pieces) {
        return Optional.of(new OfferedJar(NAME, ContentHash.of(jar), bytes, index -> {
            asked.add(index);
            return pieces.piece(index);
        }));
    }

    private static byte[] piece(int index) {
        int from = index * JarPieces.PIECE_BYTES;
        return Arrays.copyOfRange(jar, from, Math.min(jar.length, from + JarPieces.PIECE_BYTES));
    }

    private void assertRefused(CodeIntake intake, Optional<OfferedJar> offer, String reason) {
        assertThatThrownBy(() -> intake.take(NAME, offer))
                .isInstanceOf(CodeRefusedException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining(reason);
    }

    @Test
    void aJarIsFetchedOncePieceByPiece() throws Exception {
        CodeIntake intake = intake(JarLimits.DEFAULT);

        ClassLoader loader = intake.take(NAME, offer(jar.length, CodeIntakeTest::piece));
        ClassLoader again = intake.take(NAME, offer(jar.length, CodeIntakeTest::piece));

        assertThat(asked).containsExactly(0, 1, 2);
        assertThat(again).isSameAs(loader);
    }

    @Test
    void nothingIsAskedForWhereNoCodeIsTakenOrOffered() {
        CodeIntake none = new CodeIntake(List.of(), JarLimits.DEFAULT, CodeIntakeTest.class.getClassLoader(), time);

        assertRefused(none, offer(jar.length, CodeIntakeTest::piece), "HostBuilder.acceptCodeSignedBy");
        assertRefused(intake(JarLimits.DEFAULT), Optional.empty(), "HostBuilder.offerCode at the sender");

        assertThat(asked).isEmpty();
    }

    @Test
    void aJarThatIsSaidToBeTooLongIsNotAskedFor() {
        CodeIntake intake = intake(new JarLimits(1_000, 1_000, 1_000, 10));

        for (long bytes : new long[] {1_001, Long.MAX_VALUE, 0, -1, Long.MIN_VALUE}) {
            assertRefused(intake, offer(bytes, CodeIntakeTest::piece), "it is said to have " + bytes + " bytes");
        }

        assertThat(asked).isEmpty();
    }

    @Test
    void aPeerThatSendsOtherThanItSaidIsNotAskedFurther() {
        CodeIntake intake = intake(JarLimits.DEFAULT);

        assertRefused(intake, offer(jar.length, index -> new byte[0]), "its piece 0 has 0 bytes");
        assertRefused(intake, offer(jar.length, index -> new byte[1 << 19]), "its piece 0 has 524288 bytes");
        assertRefused(intake, offer(jar.length - 1, CodeIntakeTest::piece), "its piece 2 has");
        assertRefused(intake, offer(jar.length, index -> new byte[piece(index).length]), "not what its hash says");
        assertThat(asked).containsExactly(0, 0, 0, 1, 2, 0, 1, 2);
    }

    @Test
    void aPeerThatTakesTooLongOrFailsIsGivenUp() {
        CodeIntake intake = intake(JarLimits.DEFAULT);

        assertRefused(
                intake,
                offer(jar.length, index -> {
                    time.pass(Duration.ofSeconds(31));
                    return piece(index);
                }),
                "within 60 s");
        assertRefused(
                intake,
                offer(jar.length, index -> {
                    throw new NotExecutedException(NotExecutedException.Reason.UNREACHABLE, "gone", "gone", null);
                }),
                "cannot be fetched from the sender: gone");
    }

    @Test
    void aJarThatLacksTheClassIsRefused() {
        OfferedJar offer = new OfferedJar("shop.Other", ContentHash.of(jar), jar.length, CodeIntakeTest::piece);

        assertRefused(intake(JarLimits.DEFAULT), Optional.of(offer), "it does not have shop.Other");
    }

    @Test
    void aJarThatIsHereIsNotGivenToFurtherObjectsOnceItsSignersCertificateHasEnded() throws Exception {
        CodeIntake intake = intake(JarLimits.DEFAULT);
        intake.take(NAME, offer(jar.length, CodeIntakeTest::piece));

        time.pass(Duration.ofDays(366));

        assertRefused(intake, offer(jar.length, CodeIntakeTest::piece), "is good from");
    }

    @Test
    void whatTheHostHasItselfComesBeforeWhatCame() throws Exception {
        String own = CodeIntakeTest.class.getName();
        byte[] mine = Jars.sign(Jars.of(Map.of(own.replace('.', '/') + ".class", new byte[] {1, 2, 3})), shop);
        OfferedJar offer = new OfferedJar(own, ContentHash.of(mine), mine.length, index -> mine);

        ClassLoader loader = intake(JarLimits.DEFAULT).take(own, Optional.of(offer));

        assertThat(loader.loadClass(own)).isSameAs(CodeIntakeTest.class);
    }

    @Test
    void resourcesOfAJarAreFoundInMemory() throws Exception {
        ClassLoader loader = intake(JarLimits.DEFAULT).take(NAME, offer(jar.length, CodeIntakeTest::piece));

        URL found = loader.getResource("shop/Note.class");
        List<URL> all = Collections.list(loader.getResources("shop/Note.class"));

        assertThat(found.openStream()).asString(UTF_8).isEqualTo("a class");
        assertThat(all).hasSize(1);
        assertThat(loader.getResource("META-INF/MANIFEST.MF"))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        url -> assertThat(url.getProtocol()).isNotEqualTo("limpid-code"));
        assertThat(loader.getResource("shop/absent")).isNull();
    }

    @Test
    void theCacheLetsGoWhatWasNotAskedForLongestAndKeepsOneLoaderForWhatLives() throws Exception {
        JarCache cache = new JarCache(3_000_000, getClass().getClassLoader());
        List<JarLoader> loaders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            byte[] each = Jars.sign(Jars.of(Map.of("a" + i, new byte[1_000_000])), shop);
            loaders.add(cache.add(verified(each)));
        }

        JarLoader same = cache.add(verified(loaders.get(0).jar().bytes()));

        assertThat(cache.heldBytes()).isBetween(2_000_000L, 3_000_000L);
        assertThat(same).as("alive, although not held").isSameAs(loaders.get(0));
        assertThat(cache.find(loaders.get(9).jar().hash())).isSameAs(loaders.get(9));
        assertThat(cache.find(ContentHash.of(new byte[0]))).isNull();
    }

    private SignedJar verified(byte[] bytes) throws CodeRefusedException {
        TrustedSigners trusted = new TrustedSigners(List.of(Jars.certificate(shop)), time);
        return SignedJar.verify(bytes, trusted, JarLimits.DEFAULT);
    }

    @Test
    void aHostOffersTheJarThatAClassIsInAndNoOther() throws Exception {
        String own = CodeIntakeTest.class.getName().replace('.', '/') + ".class";
        Path other = Files.write(scratch.resolve("other.jar"), jar);
        Path mine = Files.write(scratch.resolve("mine.jar"), Jars.of(Map.of(own, new byte[JarPieces.PIECE_BYTES])));
        CodeOffers offers = CodeOffers.of(List.of(other, mine));

        OfferedJar offered = offers.offerOf(CodeIntakeTest.class).orElseThrow();

        assertThat(offered.hash()).isEqualTo(ContentHash.of(Files.readAllBytes(mine)));
        assertThat(offered.bytes()).isEqualTo(Files.size(mine));
        assertThat(offers.offerOf(String.class)).isEmpty();
        assertThatThrownBy(() -> offered.pieces().piece(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> offered.pieces().piece(Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJarThatCannotBeReadIsNotOffered() throws IOException {
        Path text = Files.writeString(scratch.resolve("text.jar"), "no jar");

        assertThatThrownBy(() -> CodeOffers.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("offered code: " + text + " cannot be read (expected: a jar)");
        assertThatThrownBy(() -> CodeOffers.of(List.of(scratch.resolve("absent.jar"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
