/** From the compiler's elements to the model. */
@NullMarked
package io.limpid.generator.read;

import org.jspecify.annotations.NullMarked;
