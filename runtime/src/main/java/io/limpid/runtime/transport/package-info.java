/** Moves attempts between processes. The only package that knows Netty. */
@NullMarked
package io.limpid.runtime.transport;

import org.jspecify.annotations.NullMarked;
