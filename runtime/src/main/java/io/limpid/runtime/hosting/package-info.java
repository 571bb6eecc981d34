/** Exported objects: dispatch, concurrency, forwarding. */
@NullMarked
package io.limpid.runtime.hosting;

import org.jspecify.annotations.NullMarked;
