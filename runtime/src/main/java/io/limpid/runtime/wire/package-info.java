/** Frames, payloads and their limits. */
@NullMarked
package io.limpid.runtime.wire;

import org.jspecify.annotations.NullMarked;
