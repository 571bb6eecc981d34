/** The command line {@code limpid}. */
@NullMarked
package io.limpid.naming.cli;

import org.jspecify.annotations.NullMarked;
