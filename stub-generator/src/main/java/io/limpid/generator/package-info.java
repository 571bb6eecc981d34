/** The annotation processor: it reads an interface into a model, checks it, and writes what calls it. */
@NullMarked
package io.limpid.generator;

import org.jspecify.annotations.NullMarked;
