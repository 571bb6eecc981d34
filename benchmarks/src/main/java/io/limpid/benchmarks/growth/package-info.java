/** What a call costs, and what is held, when there are many of something. */
@NullMarked
package io.limpid.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
