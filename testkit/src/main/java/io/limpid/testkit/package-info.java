/**
 * Faults on purpose, for tests of programs that must bear them: {@link io.limpid.testkit.LimpidExtension} for JUnit tests of objects and
 * stubs, {@link io.limpid.testkit.FaultProxy} for any TCP connection.
 */
@NullMarked
package io.limpid.testkit;

import org.jspecify.annotations.NullMarked;
