/**
 * Objects that several hosts have together: a {@linkplain io.limpid.cell.Cell cell} is a replicated log with the objects that it keeps, of
 * interfaces that are {@code @Replicated(Strategy.LOG)}. See docs/replication.md.
 */
@NullMarked
package io.limpid.cell;

import org.jspecify.annotations.NullMarked;
