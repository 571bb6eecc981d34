/** Where objects should be: what a host decides by what it knows of loads and callers. Decisions only; others carry them out. */
@NullMarked
package io.limpid.runtime.migration.placement;

import org.jspecify.annotations.NullMarked;
