/** From the model to Java source; the only package that knows JavaPoet. */
@NullMarked
package io.limpid.generator.write;

import org.jspecify.annotations.NullMarked;
