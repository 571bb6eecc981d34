/** Processes in a network of their own whose links and processes fail as a test says, and what their callers saw of it. */
package io.limpid.runtime.network;
