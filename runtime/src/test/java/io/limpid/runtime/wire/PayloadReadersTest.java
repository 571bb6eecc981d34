package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader that is kept begins each payload as a new one would. */
final class PayloadReadersTest {
    private static final Codec<List<List<String>>> LISTS = Codecs.listOf(Codecs.listOf(Codecs.STRING));

    private final PayloadReaders readers = new PayloadReaders(Limits.DEFAULT);

    @Test
    void aPayloadRefersBackToNothingOfTheOneBefore() {
        List<String> twice = new ArrayList<>(List.of("x"));
        byte[] shared = Payloads.write(LISTS, List.of(twice, twice));
        byte[] other = Payloads.write(LISTS, List.of(List.of("y"), List.of("z")));
        for (int i = 0; i < 3; i++) {
            List<List<String>> read = read(shared);
            assertThat(read.get(0)).isSameAs(read.get(1)).containsExactly("x");
            assertThat(read(other)).containsExactly(List.of("y"), List.of("z"));
        }
    }

    @Test
    void whatOneTookOfTheLimitsTheNextHasAgain() {
        List<List<String>> many = new ArrayList<>();
        for (int i = 0; i < Limits.DEFAULT.get(Limit.OBJECTS) * 2 / 3; i++) {
            many.add(new ArrayList<>());
        }
        byte[] bytes = Payloads.write(LISTS, many);
        for (int i = 0; i < 3; i++) {
            assertThat(read(bytes)).hasSameSizeAs(many);
        }
    }

    @Test
    void afterAnErrorTheNextIsReadAllTheSame() {
        byte[] bytes = Payloads.write(LISTS, List.of(List.of("x")));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> read(new byte[] {1, 2, 3})).isInstanceOf(PayloadException.class);
            assertThat(read(bytes)).containsExactly(List.of("x"));
        }
    }

    @Test
    void whileOneReadsAnotherMayRead() {
        byte[] bytes = Payloads.write(LISTS, List.of(List.of("x")));

        List<List<String>> outer = readers.read(bytes, new Payloads.Names(), in -> {
            assertThat(read(bytes)).containsExactly(List.of("x"));
            return LISTS.read(in);
        });

        assertThat(outer).containsExactly(List.of("x"));
    }

    private List<List<String>> read(byte[] bytes) {
        return readers.read(bytes, new Payloads.Names(), LISTS::read);
    }
}
