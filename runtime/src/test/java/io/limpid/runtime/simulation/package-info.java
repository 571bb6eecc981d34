/** Time, network and directory under a test's hand. */
package io.limpid.runtime.simulation;
