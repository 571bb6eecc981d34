package io.limpid.runtime.migration.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.simulation.VirtualTime;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what a trusted signer has signed as a whole gets in, however the rest was made to look. */
final class SignedJarTest {
    private static final String CLASS = "bank/Savings.class";
    private static final String SERVICE = "META-INF/services/bank.Plugin";
    private static final JarLimits SMALL = new JarLimits(1 << 20, 1 << 20, 1 << 19, 100);

    private static X509Bundle bank;
    private static X509Bundle thief;
    private static byte[] signed;

    @BeforeAll
    static void sign() throws Exception {
        bank = Jars.signer("bank");
        thief = Jars.signer("thief");
        signed = Jars.sign(Jars.of(content()), bank);
    }

    private static Map<String, byte[]> content() {
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("bank/", new byte[0]);
        content.put(CLASS, "the class".getBytes(UTF_8));
        content.put("bank/Rates.class", "other class".getBytes(UTF_8));
        content.put(SERVICE, "bank.Savings".getBytes(UTF_8));
        return content;
    }

    private static SignedJar verify(byte[] jar, X509Bundle... trusted) throws CodeRefusedException {
        var certificates = Arrays.stream(trusted).map(Jars::certificate).toList();
        return SignedJar.verify(jar, new TrustedSigners(certificates, new VirtualTime()), SMALL);
    }

    private static void assertRefused(ThrowingCallable verification, String reason) {
        assertThatThrownBy(verification)
                .isInstanceOf(CodeRefusedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aJarSignedByATrustedSignerIsTakenWithItsContent() throws Exception {
        SignedJar jar = verify(signed, thief, bank);

        assertThat(jar.signer()).isEqualTo(bank.getCertificate());
        assertThat(jar.hash()).isEqualTo(ContentHash.of(signed));
        assertThat(jar.content()).containsOnlyKeys(CLASS, "bank/Rates.class", SERVICE);
        assertThat(jar.content().get(CLASS)).asString(UTF_8).isEqualTo("the class");
    }

    @Test
    void aJarThatNobodySignedIsRefused() {
        assertRefused(() -> verify(Jars.of(content()), bank), CLASS + " is not signed");
    }

    @Test
    void aJarSignedBySomebodyElseIsRefusedAndSaysByWhom() throws Exception {
        byte[] jar = Jars.sign(Jars.of(content()), thief);

        assertRefused(
                () -> verify(jar, bank),
                "signed by CN=thief (SHA-256 fingerprint "
                        + ContentHash.of(thief.getCertificate().getEncoded()).sha256()
                        + "), whom this host does not trust");
    }

    @Test
    void aSignerWhomATrustedOneCertifiedIsNotTrustedForThat() throws Exception {
        X509Bundle server =
                Jars.builder("server").setIsCertificateAuthority(false).buildIssuedBy(bank);
        byte[] jar = Jars.sign(Jars.of(content()), server);

        assertRefused(() -> verify(jar, bank), "signed by CN=server");
    }

    @Test
    void aChangedEntryIsRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put(CLASS, "the clasS".getBytes(UTF_8));
        byte[] jar = Jars.zip(entries);

        assertRefused(() -> verify(jar, bank), "changed after it was signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bank/Extra.class", "META-INF/services/bank.Extra", "META-INF/extra/X.SF", "Extra.class"})
    void anAddedEntryThatNobodySignedIsRefused(String name) throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put(name, "extra".getBytes(UTF_8));
        byte[] jar = Jars.zip(entries);

        assertRefused(() -> verify(jar, bank), name + " is not signed");
    }

    @Test
    void anEntryThatWasAddedUnderAnotherSignatureIsRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put("bank/Extra.class", "extra".getBytes(UTF_8));
        byte[] jar = Jars.sign(Jars.zip(entries), thief, "THIEF");

        assertRefused(() -> verify(jar, bank), "bank/Extra.class is signed by CN=thief");
    }

    @Test
    void aJarOfTwoTrustedSignersOfHalfEachIsRefused() throws Exception {
        // The manifest and the signature of each name their own entry only, as in two jars thrown together.
        Map<String, byte[]> halves = Jars.entries(Jars.sign(Jars.of(Map.of("a/A.class", new byte[] {1})), bank, "A"));
        Map<String, byte[]> other = Jars.entries(Jars.sign(Jars.of(Map.of("b/B.class", new byte[] {2})), thief, "B"));
        String sections = new String(halves.get("META-INF/MANIFEST.MF"), UTF_8)
                + new String(other.get("META-INF/MANIFEST.MF"), UTF_8).replaceFirst("(?s)^.*?\r\n\r\n", "");
        Map<String, byte[]> together = new LinkedHashMap<>();
        together.put("META-INF/MANIFEST.MF", sections.getBytes(UTF_8));
        for (Map<String, byte[]> half : List.of(halves, other)) {
            half.forEach((name, bytes) -> {
                if (name.matches("META-INF/[AB]\\..*")) {
                    together.put(name, bytes);
                }
            });
        }
        together.put("a/A.class", new byte[] {1});
        together.put("b/B.class", new byte[] {2});
        byte[] jar = Jars.zip(together);

        assertRefused(() -> verify(jar, bank, thief), "b/B.class is not signed by who signed the others");
        assertRefused(() -> verify(jar, bank), "b/B.class is signed by CN=thief");
    }

    @Test
    void aJarThatASecondSignerSignedAsAWholeIsTakenForEither() throws Exception {
        byte[] jar = Jars.sign(signed, thief, "THIEF");

        assertThat(verify(jar, bank).signer()).isEqualTo(bank.getCertificate());
        assertThat(verify(jar, thief).signer()).isEqualTo(thief.getCertificate());
    }

    @Test
    void aJarFromWhichASignedEntryWasTakenIsRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.remove(SERVICE);
        byte[] jar = Jars.zip(entries);

        assertRefused(() -> verify(jar, bank), "its manifest names " + SERVICE + ", which is missing");
    }

    @Test
    void aJarWhoseManifestWasChangedIsRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        String manifest = new String(entries.get("META-INF/MANIFEST.MF"), UTF_8);
        entries.put(
                "META-INF/MANIFEST.MF",
                manifest.replaceFirst("\r\n", "\r\nClass-Path: evil.jar\r\n").getBytes(UTF_8));
        byte[] jar = Jars.zip(entries);

        assertRefused(() -> verify(jar, bank), "changed after it was signed");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put("bank/SavingX.class", "the other".getBytes(UTF_8));
        byte[] jar = Jars.renamed(Jars.zip(entries), "bank/SavingX.class", CLASS);

        assertRefused(() -> verify(jar, bank), "two entries " + CLASS);
    }

    @Test
    void aSecondManifestIsRefused() throws Exception {
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put("META-INF/manifest.mf", "Manifest-Version: 1.0\r\n".getBytes(UTF_8));
        byte[] jar = Jars.zip(entries);

        assertRefused(() -> verify(jar, bank), "its manifest is called META-INF/manifest.mf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../bank/X.class", "/bank/X.class", "./bank/X.class", "bank//X.class", "bank\\X.class", "c:X"})
    void aPathThatIsNotPlainIsRefusedEvenIfSigned(String name) throws Exception {
        byte[] jar = Jars.sign(Jars.of(Map.of(name, new byte[] {1})), bank);

        assertRefused(() -> verify(jar, bank), "not a plain path: " + name);
    }

    @Test
    void aSignerWhoseCertificateHasEndedOrNotBegunIsRefused() throws Exception {
        Instant now = new VirtualTime().wallTime();
        X509Bundle ended =
                Jars.builder("ended").notAfter(now.minus(Duration.ofDays(1))).buildSelfSigned();
        X509Bundle early = Jars.builder("early")
                .notBefore(now.plus(Duration.ofDays(1)))
                .notAfter(now.plus(Duration.ofDays(2)))
                .buildSelfSigned();

        assertRefused(() -> verify(Jars.sign(Jars.of(content()), ended), ended), "CN=ended");
        assertRefused(() -> verify(Jars.sign(Jars.of(content()), early), early), "is good from");
    }

    @Test
    void whatIsTooLargeUnpackedIsRefusedWhereverItStands() throws Exception {
        byte[] zeros = new byte[2 << 20];
        Map<String, byte[]> entries = Jars.entries(signed);
        entries.put("META-INF/MANIFEST.MF", zeros);
        byte[] manifest = Jars.zip(entries);
        byte[] entry = Jars.sign(Jars.of(Map.of("bank/Zeros", zeros)), bank);
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= SMALL.entries(); i++) {
            many.put("bank/" + i, new byte[0]);
        }
        byte[] crowded = Jars.of(many);

        assertRefused(() -> verify(manifest, bank), "unpacked, it has more than");
        assertRefused(() -> verify(entry, bank), "unpacked, it has more than");
        assertRefused(() -> verify(crowded, bank), "more than 100 entries");
        assertRefused(() -> verify(new byte[2 << 20], bank), "bytes (at most: ");
    }

    @Test
    void aJarThatIsCutOffIsRefusedWhereverThatIs() {
        for (int length = 0; length < signed.length; length++) {
            byte[] cut = Arrays.copyOf(signed, length);

            assertRefused(() -> verify(cut, bank), "it ");
        }
    }

    @Test
    void whatFollowsOrPrecedesAJarIsRefused() {
        byte[] longer = Arrays.copyOf(signed, signed.length + 1);
        byte[] later = new byte[signed.length + 4];
        System.arraycopy(signed, 0, later, 4, signed.length);

        assertRefused(() -> verify(longer, bank), "it ends too early");
        assertRefused(() -> verify(later, bank), "it ");
    }

    @Test
    void noChangeOfBytesGetsOtherContentIn() throws Exception {
        Map<String, byte[]> original = verify(signed, bank).content();
        long seed = Long.getLong("limpid.seed", 4);
        Random random = new Random(seed);
        int taken = 0;

        for (int round = 0; round < 5_000; round++) {
            byte[] changed = signed.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                Map<String, byte[]> content = verify(changed, bank).content();
                taken++;
                assertThat(content.keySet()).as("seed %d", seed).isEqualTo(original.keySet());
                content.forEach((name, bytes) ->
                        assertThat(bytes).as("seed %d, %s", seed, name).isEqualTo(original.get(name)));
            } catch (CodeRefusedException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }

        assertThat(taken).as("changes of no consequence, such as a time").isBetween(1, 4_000);
    }
}
