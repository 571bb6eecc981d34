/** Naming in a process: the service, its log and its port. */
@NullMarked
package io.limpid.naming.server;

import org.jspecify.annotations.NullMarked;
