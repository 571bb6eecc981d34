package io.limpid.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FatesTest {
    @Test
    void aSeedDealsTheSameFatesAgain() {
        List<Fate> first = dealt(7);

        assertThat(dealt(7)).isEqualTo(first);
        assertThat(dealt(8)).isNotEqualTo(first);
    }

    @Test
    void chancesAreMetAboutAsOftenAsTheySay() {
        List<Fate> dealt = dealt(7);

        assertThat(dealt.stream().filter(Fate.LOSE_ANSWER::equals).count()).isBetween(2_800L, 3_200L);
        assertThat(dealt.stream().filter(Fate.DUPLICATE::equals).count()).isBetween(900L, 1_100L);
    }

    private static List<Fate> dealt(long seed) {
        Fates fates = new Fates(seed);
        fates.chance(Fate.LOSE_ANSWER, 300);
        fates.chance(Fate.DUPLICATE, 100);
        return Stream.generate(fates::next).limit(10_000).toList();
    }
}
