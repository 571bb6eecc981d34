/** Names, endpoints, epochs, bindings and invocation ids: values that know nothing else. */
@NullMarked
package io.limpid.runtime.identity;

import org.jspecify.annotations.NullMarked;
