package io.limpid.runtime.identity;

import io.limpid.runtime.identity.Replica.Role;

/**
 * Which place a replica has in its group. Immutable.
 *
 * @param role what it does there
 * @param zone where it stands; empty where nobody says
 */
public record Seat(Role role, String zone) {}
