/** An object's move: drained, sealed, handed off, bound anew, redirected to. */
@NullMarked
package io.limpid.runtime.migration;

import org.jspecify.annotations.NullMarked;
