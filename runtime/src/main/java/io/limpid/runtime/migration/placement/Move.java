package io.limpid.runtime.migration.placement;

import io.limpid.runtime.identity.ObjectName;

/**
 * A decision to move an object.
 *
 * @param object which
 * @param from the host that has it
 * @param to the host that shall have it
 * @param reason why, in the figures that decided
 */
public record Move(ObjectName object, String from, String to, String reason) {
    /** The line to log. */
    @Override
    public String toString() {
        return object + " moves from " + from + " to " + to + ": " + reason;
    }
}
