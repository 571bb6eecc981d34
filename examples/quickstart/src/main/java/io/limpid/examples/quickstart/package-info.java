/** The README's twelve lines: an interface, a process that holds an object, a process that calls it. */
@NullMarked
package io.limpid.examples.quickstart;

import org.jspecify.annotations.NullMarked;
