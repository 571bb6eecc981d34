/** One logical call and the chain of invokers it passes through, with the clock and the scheduler that they are given. */
@NullMarked
package io.limpid.runtime.invocation;

import org.jspecify.annotations.NullMarked;
