/** Several boards of quotes under one name: hedged reads with one slow board, a vote with one that lies. */
@NullMarked
package io.limpid.examples.quotes;

import org.jspecify.annotations.NullMarked;
