package io.limpid.naming.service;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Checks what callers say before it gets into the log, where it would stay. */
final class Requests {
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_TYPE = 512;
    private static final int LONGEST_PRINCIPAL = 1_024;
    private static final int MOST_IDS = 1_000;

    private Requests() {}

    static void checkProcess(String host, UUID instance) {
        Objects.requireNonNull(instance, "instance");
        // Who holds what is known from a copy alone.
        check(!instance.equals(new UUID(0, 0)), "instance: " + instance + " (expected: drawn at random)");
        boolean plain = host.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        check(
                plain && !host.isEmpty() && host.length() <= LONGEST_HOST,
                "host name: '" + shown(host) + "' (expected: 1 to " + LONGEST_HOST + " characters without spaces)");
    }

    static void checkConsent(UUID consent) {
        Objects.requireNonNull(consent, "consent");
    }

    static void checkEndpoint(Endpoint endpoint) {
        check(
                endpoint.host().length() <= LONGEST_HOST,
                "endpoint: " + shown(endpoint.host()) + " (expected: at most " + LONGEST_HOST + " characters)");
    }

    static void checkType(InterfaceId type) {
        check(
                type.name().length() <= LONGEST_TYPE,
                "interface name: " + shown(type.name()) + " (expected: at most " + LONGEST_TYPE + " characters)");
    }

    static void checkZone(String zone) {
        boolean plain = zone.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        check(
                plain && zone.length() <= Replica.LONGEST_ZONE,
                "zone: '" + shown(zone) + "' (expected: at most " + Replica.LONGEST_ZONE
                        + " characters without spaces)");
    }

    static void checkPrincipal(String principal) {
        check(
                principal.length() <= LONGEST_PRINCIPAL,
                "name of the certificate: " + shown(principal) + " (expected: at most " + LONGEST_PRINCIPAL
                        + " characters)");
    }

    static void checkPrefix(String prefix) {
        if (!prefix.isEmpty()) {
            var unused = new ObjectName(prefix);
        }
    }

    static void checkPage(String prefix, String after, int limit) {
        checkPrefix(prefix);
        checkPrefix(after);
        check(limit >= 1 && limit <= 1_000, "limit: " + limit + " (expected: 1 to 1000)");
    }

    static void checkFingerprints(int[] fingerprints) {
        check(
                fingerprints.length <= Naming.MOST_WATCHED_NAMES,
                "fingerprints: " + fingerprints.length + " (expected: at most " + Naming.MOST_WATCHED_NAMES + ")");
        for (int i = 1; i < fingerprints.length; i++) {
            check(fingerprints[i - 1] <= fingerprints[i], "fingerprints: not in ascending order");
        }
    }

    static void checkIds(List<Long> clientIds) {
        check(
                clientIds.size() <= MOST_IDS,
                "client ids: " + clientIds.size() + " (expected: at most " + MOST_IDS + ")");
    }

    private static String shown(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
