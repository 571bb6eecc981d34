/** What naming remembers: a deterministic state machine, its commands, questions and answers, and their bytes. */
@NullMarked
package io.limpid.naming.state;

import org.jspecify.annotations.NullMarked;
