/** Tests of what the log on disk adds: restarts, kills, damage, several peers. */
@NullMarked
package io.limpid.log.ratis;

import org.jspecify.annotations.NullMarked;
