package io.limpid.runtime.migration;

import io.limpid.runtime.wire.Limit;
import io.limpid.runtime.wire.Limits;

/**
 * What a state that generated code captures may be. It is as large as what an object has gathered in its life, not as what one call says;
 * it is never held as bytes, and comes from hosts alone. What is larger writes itself ({@link io.limpid.MovableState}).
 */
public final class StateLimits {
    /** As much as the format can say; numbers of things are bounded by the bytes that they take. */
    public static final Limits DEFAULT = Limits.DEFAULT
            .with(Limit.MESSAGE_BYTES, Limit.MESSAGE_BYTES.most())
            .with(Limit.STRING_BYTES, 256 << 20)
            .with(Limit.ELEMENTS, Limit.ELEMENTS.most())
            .with(Limit.OBJECTS, Limit.OBJECTS.most())
            .with(Limit.DEPTH, Limit.DEPTH.most())
            .with(Limit.KEY_WORK, Limit.KEY_WORK.most());

    private StateLimits() {}
}
