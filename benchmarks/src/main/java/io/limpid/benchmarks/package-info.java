/** Runs Limpid and its peers as processes, in turns, and says what a call costs at each. */
@NullMarked
package io.limpid.benchmarks;

import org.jspecify.annotations.NullMarked;
