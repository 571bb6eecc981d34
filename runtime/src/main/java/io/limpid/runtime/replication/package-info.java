/** Which replica is asked, and how several answers become one. */
@NullMarked
package io.limpid.runtime.replication;

import org.jspecify.annotations.NullMarked;
