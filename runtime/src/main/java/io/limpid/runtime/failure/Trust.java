package io.limpid.runtime.failure;

import io.limpid.runtime.identity.Endpoint;

/** What the layers of this package do for calls that pass them by. Thread-safe. */
public final class Trust {
    private final Breakers breakers;
    private final RetryBudgets budgets;

    /** Makes one that shares what the layers know. */
    public Trust(Breakers breakers, RetryBudgets budgets) {
        this.breakers = breakers;
        this.budgets = budgets;
    }

    /** Tells whether calls of a place may pass them by: it has not failed lately. */
    public boolean isGiven(Endpoint endpoint) {
        return breakers.of(endpoint).isTrusted();
    }

    /** Such a call was answered. */
    public void answered(Endpoint endpoint) {
        breakers.of(endpoint).answeredInTime();
        budgets.of(endpoint).earn();
    }
}
