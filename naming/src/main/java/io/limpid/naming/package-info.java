/** Where every object lives: the naming state machine, its server, its command line. */
@NullMarked
package io.limpid.naming;

import org.jspecify.annotations.NullMarked;
