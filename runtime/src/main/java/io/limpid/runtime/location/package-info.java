/** Where objects are: the directory port, the binding cache and redirects. */
@NullMarked
package io.limpid.runtime.location;

import org.jspecify.annotations.NullMarked;
