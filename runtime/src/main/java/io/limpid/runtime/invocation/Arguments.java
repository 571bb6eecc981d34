package io.limpid.runtime.invocation;

import io.limpid.runtime.wire.PayloadWriter;

/**
 * The arguments of one call, as a small generated record: nothing is boxed, a further attempt can write them again, and the
 * skeleton reads them back into the same record.
 */
@FunctionalInterface
public interface Arguments {
    /** Those of a method without parameters. */
    Arguments NONE = out -> {};

    /** Writes them in parameter order. */
    void writeTo(PayloadWriter out);
}
