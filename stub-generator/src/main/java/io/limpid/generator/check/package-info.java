/** What can be wrong with a remote interface, and how it is said. */
@NullMarked
package io.limpid.generator.check;

import org.jspecify.annotations.NullMarked;
