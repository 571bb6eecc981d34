/** All that generated code touches. */
@NullMarked
package io.limpid.runtime.stub;

import org.jspecify.annotations.NullMarked;
