package io.limpid.testkit;

/** What a {@link FaultProxy} does with the bytes of one direction. */
public enum Passage {
    /** Passes them on. */
    OPEN,

    /** Stops reading: nothing is lost, and who sends is held up once the buffers of the system are full. */
    HELD,

    /** Reads them and throws them away, as a network does that has lost its way. Who sends notices nothing. */
    SWALLOWED
}
