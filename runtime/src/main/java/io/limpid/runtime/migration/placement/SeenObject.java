package io.limpid.runtime.migration.placement;

/**
 * An object, and who calls it most.
 *
 * @param load how much it is called
 * @param caller what stands for who calls it most
 * @param lead how many more calls it made than all others, lately
 */
public record SeenObject(ObjectLoad load, int caller, int lead) {}
