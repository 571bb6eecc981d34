package io.limpid.generator.model;

import java.util.List;

/**
 * The name of a class or interface.
 *
 * @param packageName its package, empty for the unnamed one
 * @param simpleNames its simple name, after those of the types it is nested in
 */
public record TypeRef(String packageName, List<String> simpleNames) {
    /** Copies the names. */
    public TypeRef {
        simpleNames = List.copyOf(simpleNames);
    }

    /** A top-level type. */
    public static TypeRef of(String packageName, String simpleName) {
        return new TypeRef(packageName, List.of(simpleName));
    }

    /** The qualified name as Java source spells it. */
    public String qualifiedName() {
        String nested = String.join(".", simpleNames);
        return packageName.isEmpty() ? nested : packageName + "." + nested;
    }

    /** The name by which a class is loaded: {@code bank.Outer$Inner}. */
    public String binaryName() {
        String nested = String.join("$", simpleNames);
        return packageName.isEmpty() ? nested : packageName + "." + nested;
    }

    /** The simple names in one word, by which generated classes are named: {@code Outer.Inner} gives {@code OuterInner}. */
    public String flatName() {
        return String.join("", simpleNames);
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
