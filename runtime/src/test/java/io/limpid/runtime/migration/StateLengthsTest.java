package io.limpid.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What rules of placement know of the lengths of states. */
final class StateLengthsTest {
    private final StateLengths lengths = new StateLengths();

    @Test
    void ofAClassOfWhichNoneHasMovedALengthIsAssumedAndNotNone() {
        assertThat(lengths.of(String.class)).isEqualTo(64 << 10);
    }

    @Test
    void theFirstThatHasMovedTells() {
        lengths.moved(String.class, 10);
        lengths.moved(String.class, 30);

        assertThat(lengths.of(String.class)).isEqualTo(20);
        assertThat(lengths.of(Integer.class)).isEqualTo(64 << 10);
    }

    @Test
    void aStateOfNoBytesIsKnown() {
        lengths.moved(String.class, 0);

        assertThat(lengths.of(String.class)).isZero();
    }
}
