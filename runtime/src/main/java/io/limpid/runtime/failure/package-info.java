/** What stands between a caller and a failure: deadlines and retries. */
@NullMarked
package io.limpid.runtime.failure;

import org.jspecify.annotations.NullMarked;
