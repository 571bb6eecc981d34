package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LimitsTest {
    @ParameterizedTest
    @EnumSource(Limit.class)
    void eachLimitBeginsWithinItsRangeAndIsSetAlone(Limit limit) {
        Limits changed = Limits.DEFAULT.with(limit, limit.most());

        assertThat(Limits.DEFAULT.get(limit)).isEqualTo(limit.initial()).isBetween(limit.least(), limit.most());
        assertThat(changed.get(limit)).isEqualTo(limit.most());
        assertThat(changed.with(limit, limit.initial()))
                .isEqualTo(Limits.DEFAULT)
                .hasSameHashCodeAs(Limits.DEFAULT);
        assertThat(changed).isNotEqualTo(Limits.DEFAULT);
        assertThat(changed.toString()).contains(limit + "=" + limit.most());
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void aValueOutsideTheRangeIsRefusedByName(Limit limit) {
        assertThatThrownBy(() -> Limits.DEFAULT.with(limit, limit.least() - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s: %s (expected: %s to %s)", limit, limit.least() - 1, limit.least(), limit.most());
    }

    @Test
    void theDefaultsAreThoseThatTheDesignNames() {
        assertThat(Limits.DEFAULT.toString())
                .contains("MESSAGE_BYTES=4194304", "HANDSHAKE_BYTES=16384", "STRING_BYTES=1048576")
                .contains("ELEMENTS=4194304", "OBJECTS=100000", "DEPTH=64", "CALLS_PER_CONNECTION=256")
                .contains("CANCELS=200", "REFUSALS=200", "PINGS=200", "FLOOD_MILLIS=30000")
                .contains("WRITE_LOW_BYTES=262144")
                .contains("WRITE_HIGH_BYTES=1048576", "WRITE_HARD_BYTES=2097152", "TLS_MILLIS=10000")
                .contains("FIRST_FRAME_MILLIS=10000", "IDLE_MILLIS=300000", "KEEP_ALIVE_MILLIS=20000");
    }
}
