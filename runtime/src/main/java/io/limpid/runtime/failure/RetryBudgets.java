package io.limpid.runtime.failure;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.invocation.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The retry budgets of a process: one for each endpoint, because it is the host that must be protected, however many objects it
 * holds. Processes that do not listen and are called over their own connections share one: they are many and short-lived, and called
 * seldom. Thread-safe.
 */
public final class RetryBudgets {
    private final EndpointMap<RetryBudget> budgets;
    private final RetryBudget connected;

    /** Makes one that knows no endpoint. */
    public RetryBudgets(Clock clock) {
        budgets = new EndpointMap<>(endpoint -> new RetryBudget(clock));
        connected = new RetryBudget(clock);
    }

    /** Gives the budget of the place to which an attempt was sent; null where none was. */
    RetryBudget of(@Nullable Object place) {
        return place instanceof Endpoint endpoint ? budgets.of(endpoint) : connected;
    }
}
