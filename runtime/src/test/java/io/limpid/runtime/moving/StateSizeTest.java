package io.limpid.runtime.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.migration.StateLimits;
import io.limpid.runtime.moving.Workshop.Board;
import io.limpid.runtime.moving.Workshop.Chest;
import io.limpid.runtime.moving.Workshop.Wood;
import io.limpid.runtime.stub.StateType;
import io.limpid.runtime.stub.StateTypes;
import io.limpid.runtime.wire.Limits;
import io.limpid.runtime.wire.PayloadException;
import io.limpid.runtime.wire.PayloadReader;
import io.limpid.runtime.wire.PayloadWriter;
import org.junit.jupiter.api.Test;

/** States that no call could carry. */
final class StateSizeTest {
    private static final int LARGE = 10 << 20;

    private final StateTypes types = new StateTypes();

    @Test
    void aStateOfOneLargeArrayMoves() {
        Chest<byte[]> chest = new Chest<>();
        chest.content.add(new byte[LARGE]);
        chest.content.getFirst()[LARGE - 1] = 7;

        Chest<byte[]> arrived = moved(chest, StateLimits.DEFAULT);

        assertThat(arrived.take()).hasSize(LARGE).endsWith(7);
    }

    @Test
    void aStateOfManySmallObjectsMoves() {
        Chest<Board> chest = new Chest<>();
        for (int i = 0; i < 500_000; i++) {
            chest.content.add(new Board(Wood.OAK, new int[] {i}));
        }

        Chest<Board> arrived = moved(chest, StateLimits.DEFAULT);

        assertThat(arrived.content).hasSize(500_000);
        assertThat(arrived.content.getLast().cuts()).containsExactly(499_999);
    }

    @Test
    void itIsMoreThanACallMaySay() {
        Chest<byte[]> chest = new Chest<>();
        chest.content.add(new byte[LARGE]);

        assertThatThrownBy(() -> moved(chest, Limits.DEFAULT))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("the limit ELEMENTS");
    }

    private <T> T moved(T object, Limits limits) {
        StateType<T> type = types.of(object);
        PayloadWriter out = new PayloadWriter(limits, StateTest.NO_REFERENCES);
        type.capture(object, out);
        PayloadReader in = new PayloadReader(out.buffer(), 0, out.length(), limits, StateTest.NO_REFERENCES);
        return type.restore(in, StateTest.NO_RESOURCES);
    }
}
