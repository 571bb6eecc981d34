package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class CallFiguresTest {
    private static final int BANK = CallFigures.tagOf(7);
    private static final int SHOP = CallFigures.tagOf(8);

    private final CallFigures figures = new CallFigures();

    @Test
    void figuresTakeSixteenBytesOfAnObject() {
        int bytes = Arrays.stream(CallFigures.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .map(Field::getType)
                .mapToInt(type -> type == int.class || type == float.class ? 4 : 1_000)
                .sum();

        assertThat(bytes).isEqualTo(16);
    }

    @Test
    void theRateFollowsTheCallsWithinAFewLooks() {
        assertThat(figures.callsPerSecond()).as("never looked at").isZero();

        calls(BANK, 100);
        figures.settle(10);
        assertThat(figures.callsPerSecond()).isEqualTo(10);

        for (int look = 0; look < 8; look++) {
            calls(BANK, 1_000);
            figures.settle(10);
        }
        assertThat(figures.callsPerSecond()).isCloseTo(100, Offset.offset(1.0));

        for (int look = 0; look < 10; look++) {
            figures.settle(10);
        }
        assertThat(figures.callsPerSecond()).isLessThan(0.2);
    }

    private void calls(int by, int count) {
        for (int i = 0; i < count; i++) {
            figures.called(by);
        }
    }

    @Test
    void whoMakesMostCallsIsFoundInWhateverOrderTheyCome() {
        Random random = new Random(3);
        int shop = 0;
        int all = 10_000;

        for (int i = 0; i < all; i++) {
            boolean isShop = random.nextInt(10) < 6;
            shop += isShop ? 1 : 0;
            figures.called(isShop ? SHOP : CallFigures.tagOf(100 + random.nextInt(50)));
        }

        assertThat(figures.caller()).isEqualTo(SHOP);
        assertThat(figures.lead()).isGreaterThanOrEqualTo(2 * shop - all).isLessThanOrEqualTo(shop);
    }

    @Test
    void anotherMustMakeUpTheWholeLeadOnceItWasHalvedAndNoLeadGrowsWithoutEnd() {
        calls(BANK, 100);
        figures.forgetHalf();
        calls(SHOP, 50);
        assertThat(figures.lead()).isZero();

        calls(SHOP, 1);
        assertThat(figures.caller()).isEqualTo(SHOP);

        calls(SHOP, 2_000_000);
        assertThat(figures.lead()).isEqualTo(1 << 20);
    }

    @Test
    void noClientIdIsTakenForNobody() {
        assertThat(CallFigures.tagOf(0)).isEqualTo(CallFigures.NOBODY);
        for (long id = 1; id < 100_000; id++) {
            assertThat(CallFigures.tagOf(id)).isNotEqualTo(CallFigures.NOBODY);
        }
    }
}
