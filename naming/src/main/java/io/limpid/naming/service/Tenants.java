package io.limpid.naming.service;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.hosting.RefusedException;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may bind names below which prefixes, move them there and free them, by the names of certificates. Whoever may below all, administers naming:
 * he frees what others hold, copies it, and replaces its servers. Where nobody is named, everybody may everything that the holders consent to.
 * Immutable.
 *
 * @param prefixes whole segments, by the name of a certificate; an empty prefix holds all names
 */
public record Tenants(Map<String, Set<String>> prefixes) {
    /** Nobody is named. */
    public static final Tenants NOBODY = new Tenants(Map.of());

    /** Copies the map. */
    public Tenants {
        prefixes = Map.copyOf(prefixes);
    }

    /**
     * Reads {@code PRINCIPAL=PREFIX} of each; one may have several.
     *
     * @throws IllegalArgumentException if one is not of that form
     */
    public static Tenants parse(List<String> rules) {
        Map<String, Set<String>> prefixes = new HashMap<>();
        for (String rule : rules) {
            int end = rule.lastIndexOf('=');
            if (end <= 0) {
                throw new IllegalArgumentException(
                        "--allow: '" + rule
                                + "' (expected: PRINCIPAL=PREFIX, the name of a certificate and whole segments of names, or no prefix for all names)");
            }
            String prefix = rule.substring(end + 1);
            String whole = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
            Requests.checkPrefix(whole);
            prefixes.computeIfAbsent(rule.substring(0, end), principal -> new TreeSet<>())
                    .add(whole);
        }
        return new Tenants(prefixes);
    }

    /** Whether anybody is named, so that callers must prove who they are. */
    public boolean areNamed() {
        return !prefixes.isEmpty();
    }

    /** Whether naming is his to administer, because he is named as one who may below all. */
    boolean isAdministrator(String principal) {
        return of(principal).contains("");
    }

    private Set<String> of(String principal) {
        return prefixes.getOrDefault(principal, Set.of());
    }

    /**
     * Lets only those pass who may hold the name.
     *
     * @throws RefusedException for others
     */
    void checkMayHold(String principal, ObjectName name) {
        Set<String> own = of(principal);
        if (areNamed() && own.stream().noneMatch(name::isWithin)) {
            throw refusal(who(principal) + " may not hold " + name + " here ("
                    + (own.isEmpty() ? "it may hold nothing" : "it may hold what is below " + String.join(", ", own))
                    + "; say --allow " + sayable(principal) + "=" + name
                    + ", or a prefix of that, at each naming server)");
        }
    }

    /**
     * Lets only those pass who administer naming.
     *
     * @param what they want, as in "replace servers"
     * @throws RefusedException for others
     */
    void checkAdministrates(String principal, String what) {
        if (areNamed() && !isAdministrator(principal)) {
            throw refusal(who(principal) + " may not " + what + " here (whoever may hold all names may; say --allow "
                    + sayable(principal) + "= at each naming server)");
        }
    }

    private static String who(String principal) {
        return principal.isEmpty() ? "whoever shows no certificate" : "'" + principal + "'";
    }

    private static String sayable(String principal) {
        return principal.isEmpty() ? "<name of the certificate>" : principal;
    }

    private static RefusedException refusal(String why) {
        return new RefusedException(new NotExecuted(Reason.NOT_ALLOWED, why));
    }
}
