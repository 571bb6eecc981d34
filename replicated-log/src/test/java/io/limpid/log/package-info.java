/** Tests of the log's promises, and the state machine they use. */
@NullMarked
package io.limpid.log;

import org.jspecify.annotations.NullMarked;
