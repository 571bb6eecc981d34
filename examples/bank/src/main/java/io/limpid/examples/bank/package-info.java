/** Money moves between accounts that live in several processes, and an audit shows that none was lost or made. */
@NullMarked
package io.limpid.examples.bank;

import org.jspecify.annotations.NullMarked;
