package io.limpid.runtime.stub;

import io.limpid.ResourceBinding;

/**
 * A field of a movable class, as its state has it.
 *
 * @param name its name in the contract
 * @param type its type as contract files spell it; for a field bound by type the name of the class
 * @param binding what becomes of it; one that is bound by type takes no part in what is sent
 */
public record StateField(String name, String type, ResourceBinding binding) {}
