package io.limpid.runtime.identity;

/**
 * The wire identity of a remote interface. Immutable.
 *
 * @param name the interface's wire name: its qualified Java name unless {@code @WireName} says otherwise
 */
public record InterfaceId(String name) {
    /** @throws IllegalArgumentException if the name is blank */
    public InterfaceId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("interface name: '" + name + "' (expected: a qualified name)");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
