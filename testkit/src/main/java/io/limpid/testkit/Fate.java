package io.limpid.testkit;

/** What becomes of one attempt of a call on its way to a host and back. */
public enum Fate {
    /** It goes its way. */
    PASS,

    /** It does not reach the host: the connection is cut before it. Other calls under way on that connection lose their answers. */
    LOSE_REQUEST,

    /** The host serves it, and the connection is cut in the place of the answer. */
    LOSE_ANSWER,

    /** It reaches the host twice, the second time over a connection of its own; the first answer passes once there are both. */
    DUPLICATE
}
