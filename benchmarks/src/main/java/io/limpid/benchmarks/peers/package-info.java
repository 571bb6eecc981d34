/** The ways to call a method of another process that are compared, each as its own documentation advises. */
@NullMarked
package io.limpid.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
