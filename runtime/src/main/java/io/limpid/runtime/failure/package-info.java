/** Deadlines, repetition, its budget, and the breaker of an endpoint. */
@NullMarked
package io.limpid.runtime.failure;

import org.jspecify.annotations.NullMarked;
