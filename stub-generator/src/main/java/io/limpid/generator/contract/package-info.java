/** The checked-in contract of each interface: what peers of other builds rely on. */
@NullMarked
package io.limpid.generator.contract;

import org.jspecify.annotations.NullMarked;
