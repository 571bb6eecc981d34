package io.limpid;

/** How a movable object is bound to what one of its fields holds. */
public enum ResourceBinding {
    /** The value is copied and moves along. It must be of a type that travels by value. */
    BY_VALUE,
    /** It stays the very same thing: the field holds a reference to it, across the network if need be. Its type is a remote interface. */
    BY_IDENTIFIER,
    /**
     * Anything of the type will do: where the object arrives it is given what that host provides of the type. A host that provides
     * nothing of it refuses the object before the move.
     */
    BY_TYPE
}
