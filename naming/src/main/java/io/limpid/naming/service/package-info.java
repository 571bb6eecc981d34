/** Naming as an object: what the leader does with time, who waits for changes, and the interface over the log. */
@NullMarked
package io.limpid.naming.service;

import org.jspecify.annotations.NullMarked;
