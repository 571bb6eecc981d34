package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Numbers in ranges. */
final class NumberRangesTest {
    @Test
    void numbersThatLieSideBySideAreOneRangeInWhateverOrderTheyCome() {
        List<Long> numbers = LongStream.rangeClosed(1, 10_000).boxed().collect(Collectors.toList());
        Collections.shuffle(numbers, new Random(1));
        NumberRanges ranges = new NumberRanges(10_000);

        numbers.forEach(ranges::add);

        assertThat(ranges.ranges()).isEqualTo(1);
        assertThat(ranges.contains(0)).isFalse();
        assertThat(ranges.contains(10_001)).isFalse();
        assertThat(numbers).allMatch(ranges::contains);
    }

    @Test
    void itIsASet() {
        Random random = new Random(2);
        NumberRanges ranges = new NumberRanges(1_000);
        Set<Long> model = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            long number = random.nextInt(500);
            assertThat(ranges.add(number)).isTrue();
            model.add(number);
        }

        for (long number = -1; number <= 500; number++) {
            assertThat(ranges.contains(number)).as("%d", number).isEqualTo(model.contains(number));
        }
    }

    @Test
    void thereIsRoomForSoManyRanges() {
        NumberRanges ranges = new NumberRanges(2);
        ranges.add(1);
        ranges.add(10);

        assertThat(ranges.add(20)).isFalse();
        assertThat(ranges.add(11)).isTrue();
        assertThat(ranges.contains(20)).isFalse();
    }
}
