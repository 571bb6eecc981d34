/** The parts that a call is made of, each measured by itself with JMH. */
@NullMarked
package io.limpid.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
