/** A replicated log as a port, and the engine behind it. */
@NullMarked
package io.limpid.log;

import org.jspecify.annotations.NullMarked;
