/** A remote interface and all that it reaches, as values that know nothing of the compiler. */
@NullMarked
package io.limpid.generator.model;

import org.jspecify.annotations.NullMarked;
