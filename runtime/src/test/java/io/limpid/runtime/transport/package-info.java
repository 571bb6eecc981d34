/** Tests of the transport: real sockets on loopback, a hand-written skeleton behind them. */
@NullMarked
package io.limpid.runtime.transport;

import org.jspecify.annotations.NullMarked;
