/** How a process is, told over HTTP to whoever starts, stops and watches processes. */
@NullMarked
package io.limpid.runtime.health;

import org.jspecify.annotations.NullMarked;
