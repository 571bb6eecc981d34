/** Movable classes, captured and restored. */
@NullMarked
package io.limpid.runtime.moving;

import org.jspecify.annotations.NullMarked;
