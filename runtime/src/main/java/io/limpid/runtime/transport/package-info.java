/** Connections that carry frames, over the network or inside the process. */
@NullMarked
package io.limpid.runtime.transport;

import org.jspecify.annotations.NullMarked;
