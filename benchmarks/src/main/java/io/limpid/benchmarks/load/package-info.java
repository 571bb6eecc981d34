/** What runs in the processes of a peer: the load, and the measuring of it. */
@NullMarked
package io.limpid.benchmarks.load;

import org.jspecify.annotations.NullMarked;
