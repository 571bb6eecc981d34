/** A shop's stock, kept by three processes as one object: what one has sold, none sells again, whichever of them dies. */
@NullMarked
package io.limpid.examples.inventory;

import org.jspecify.annotations.NullMarked;
