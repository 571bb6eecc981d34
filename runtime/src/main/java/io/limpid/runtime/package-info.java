/** The facade: client, host, their settings, and the pipeline in order. */
@NullMarked
package io.limpid.runtime;

import org.jspecify.annotations.NullMarked;
