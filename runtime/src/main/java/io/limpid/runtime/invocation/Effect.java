package io.limpid.runtime.invocation;

/** What the interface promises about repeating a method. */
public enum Effect {
    /** Changes nothing: may be repeated, hedged, served by a copy, and shares its object. */
    READ_ONLY,
    /** Twice is as good as once: may be repeated. */
    IDEMPOTENT,
    /** Must be executed once. */
    EXACTLY_ONCE;

    /** Tells whether an attempt whose fate is unknown may be followed by another. */
    public boolean mayRepeat() {
        return this != EXACTLY_ONCE;
    }
}
