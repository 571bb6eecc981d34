/** A shop that moves from one branch to another, and what it takes along: copied, referred to, or replaced. */
@NullMarked
package io.limpid.examples.printshop;

import org.jspecify.annotations.NullMarked;
