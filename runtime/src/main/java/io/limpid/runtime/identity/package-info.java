/** Names, places and versions: immutable values that every other package speaks in. */
@NullMarked
package io.limpid.runtime.identity;

import org.jspecify.annotations.NullMarked;
