package io.limpid.runtime.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much may be repeated, and since when. */
final class RetryBudgetTest {
    private final VirtualTime clock = new VirtualTime();
    private final RetryBudget budget = new RetryBudget(clock);

    @Test
    void aHostThatAnswersNothingIsAskedAgainOnlyTenTimesASecond() {
        assertThat(spendAll()).isEqualTo(100);

        pass(Duration.ofSeconds(11));

        assertThat(spendAll()).isEqualTo(100);
    }

    @Test
    void everyFifthAnswerPaysForOneRetry() {
        answer(1_000);

        assertThat(spendAll()).isEqualTo(100 + 200);
    }

    @Test
    void whatWasEarnedLongAgoIsForgotten() {
        answer(1_000);

        pass(Duration.ofSeconds(11));

        assertThat(spendAll()).isEqualTo(100);
    }

    @Test
    void whatWasSpentComesBackOnlyWhenItsWindowIsOver() {
        spendAll();

        pass(Duration.ofSeconds(10));
        int early = spendAll();
        pass(Duration.ofSeconds(1));

        assertThat(early).isZero();
        assertThat(spendAll()).isEqualTo(100);
    }

    @Test
    void anEndpointHasItsOwnBudgetAndManyOfThemAreNotKept() {
        RetryBudgets budgets = new RetryBudgets(clock);
        Endpoint first = new Endpoint("h", 1);
        while (budgets.of(first).spend()) {}

        assertThat(budgets.of(first).spend()).isFalse();
        assertThat(budgets.of(new Endpoint("h", 2)).spend()).isTrue();
        assertThat(budgets.of("a connection").spend()).isTrue();
    }

    @Test
    void endpointsThatComeAndGoAreNotKeptForEver() {
        EndpointMap<RetryBudget> map = new EndpointMap<>(endpoint -> new RetryBudget(clock));

        for (int i = 0; i < 3 * EndpointMap.MOST; i++) {
            RetryBudget unused = map.of(new Endpoint("h" + i, 1));
        }

        assertThat(map.size()).isLessThanOrEqualTo(EndpointMap.MOST);
    }

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            budget.earn();
        }
    }

    private int spendAll() {
        int spent = 0;
        while (budget.spend()) {
            spent++;
        }
        return spent;
    }

    private void pass(Duration span) {
        clock.pass(span);
    }
}
