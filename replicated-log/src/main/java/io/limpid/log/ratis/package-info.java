/**
 * The log on disk and among peers: Apache Ratis behind the port, and what Ratis does not promise by itself.
 *
 * <p>What is added, and why:
 *
 * <ul>
 *   <li><b>No silent loss.</b> {@link io.limpid.log.ratis.RatisLog} reads the store itself before Ratis does. An index that is known to
 *       have been applied ({@code applied}, two checked slots, written before each acknowledgement) tells a torn tail, which is cut
 *       off, from damage to acknowledged commands, which is refused with the file's name.
 *   <li><b>Snapshots with a sum.</b> The newest is verified before it is used; if it is damaged, the one before it and the log behind
 *       it take over, for which the log is kept long enough.
 *   <li><b>Answers that say what is known.</b> Ratis reports a lost leadership in the same words before and after it has appended a
 *       command; here the two are told apart.
 *   <li><b>No port for one peer.</b> A single peer runs without any network.
 * </ul>
 *
 * <p>What remains: a bit that flips in {@code raft-meta} and leaves it readable is not noticed (a single peer does not need it; among
 * several it could let a peer vote twice in one term); damage to the last thousand or so commands is taken for a torn tail if the machine loses power in
 * the same moments, before {@code applied} is forced to the disk; and a file that was lost or put back whole, together with {@code
 * applied}, looks like an older store.
 *
 * <p>Ratis logs much at level info. Loggers to quieten: {@code org.apache.ratis} (to WARN).
 */
@NullMarked
package io.limpid.log.ratis;

import org.jspecify.annotations.NullMarked;
