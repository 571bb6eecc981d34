/** Faults on purpose, for tests of programs that must bear them. */
@NullMarked
package io.limpid.testkit;

import org.jspecify.annotations.NullMarked;
