package io.limpid.runtime;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may move objects from a host and to it, by the names of their certificates. Immutable.
 *
 * @param host the host's name, for people
 * @param own the name of its own certificate; empty without TLS, where nobody can be told from another
 * @param declared the names that the host has been told
 */
record Movers(String host, String own, Set<String> declared) {
    /** Why whoever has a certificate of this name may not; null if he may. */
    @Nullable
    NotExecuted refusal(String principal) {
        if (own.isEmpty() || principal.equals(own) || declared.contains(principal)) {
            return null;
        }
        Set<String> allowed = new TreeSet<>(declared);
        allowed.add(own);
        String who = principal.isEmpty() ? "whoever shows no certificate" : "'" + principal + "'";
        return new NotExecuted(
                Reason.NOT_ALLOWED,
                "host " + host + " lets " + who + " move no objects from it or to it (it lets "
                        + String.join(", ", allowed)
                        + "; say HostBuilder.movers(\""
                        + (principal.isEmpty() ? "<name of the certificate>" : principal) + "\") at host " + host
                        + ")");
    }
}
