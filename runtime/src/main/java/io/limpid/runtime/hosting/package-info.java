/** Exported objects: finding them, running their methods one at a time or together, and draining them. */
@NullMarked
package io.limpid.runtime.hosting;

import org.jspecify.annotations.NullMarked;
