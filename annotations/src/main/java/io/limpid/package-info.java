/** What a user of Limpid writes on an interface, and the failures that a call can end with. */
package io.limpid;
