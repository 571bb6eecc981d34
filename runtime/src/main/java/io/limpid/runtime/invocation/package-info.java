/** One logical call, its outcome, and what passes it on; also the one place for time, threads and randomness. */
@NullMarked
package io.limpid.runtime.invocation;

import org.jspecify.annotations.NullMarked;
