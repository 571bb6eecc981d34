/** What goes over the network: payload codecs behind a checked reader, frames, and their limits. The only package that knows Kryo. */
@NullMarked
package io.limpid.runtime.wire;

import org.jspecify.annotations.NullMarked;
