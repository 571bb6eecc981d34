package io.limpid.examples.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Buyers who are faster than the stock, and a leader that is killed before its end. */
@Timeout(300)
class ClosingSaleTest {
    private static final int PIECES = 200;

    @TempDir
    Path directory;

    @Test
    void everyPieceIsSoldOnceAlthoughTheLeaderIsKilledAtTheLastOnes() throws Exception {
        try (ClosingSale sale = new ClosingSale(directory)) {
            ClosingSale.Result result = sale.run(PIECES);

            System.out.println("slowest purchase, ms: " + result.longestMillis());
            assertThat(result.sold().stream().map(Receipt::number))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, PIECES).boxed().toList());
            assertThat(result.bought()).containsExactlyInAnyOrderElementsOf(result.sold());
            assertThat(result.left()).isZero();
        }
    }
}
