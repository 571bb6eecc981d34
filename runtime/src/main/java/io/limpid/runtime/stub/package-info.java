/** What generated code extends and calls. */
@NullMarked
package io.limpid.runtime.stub;

import org.jspecify.annotations.NullMarked;
