/** One interface, one host, one client. */
@NullMarked
package io.limpid.examples.quickstart;

import org.jspecify.annotations.NullMarked;
