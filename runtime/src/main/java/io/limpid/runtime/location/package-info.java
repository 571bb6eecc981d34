/** Where an object is: the directory's port, the bindings remembered, redirects. */
@NullMarked
package io.limpid.runtime.location;

import org.jspecify.annotations.NullMarked;
