/** Java processes beside the one that tests: on another JDK, or of another build of the same interface. */
@NullMarked
package io.limpid.runtime.processes;

import org.jspecify.annotations.NullMarked;
