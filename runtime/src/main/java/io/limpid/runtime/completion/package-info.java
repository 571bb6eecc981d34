/** Exactly once: what is outstanding, what is answered, and what may be forgotten. */
@NullMarked
package io.limpid.runtime.completion;

import org.jspecify.annotations.NullMarked;
