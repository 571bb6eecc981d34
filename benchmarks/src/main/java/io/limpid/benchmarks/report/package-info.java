/** Results as text, as JSON, and as a page with plots. */
@NullMarked
package io.limpid.benchmarks.report;

import org.jspecify.annotations.NullMarked;
