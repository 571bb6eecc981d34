/** One interface with every kind of type that can travel, its object, and what must hold of calls through any transport. */
@NullMarked
package io.limpid.runtime.everything;

import org.jspecify.annotations.NullMarked;
