package io.limpid.generator.model;

import java.util.Locale;

/** The primitive types, and {@code void}. */
public enum PrimitiveKind {
    BOOLEAN("Boolean"),
    BYTE("Byte"),
    SHORT("Short"),
    CHAR("Character"),
    INT("Integer"),
    LONG("Long"),
    FLOAT("Float"),
    DOUBLE("Double"),
    VOID("Void");

    private final String box;

    PrimitiveKind(String box) {
        this.box = box;
    }

    /** The keyword. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The keyword with a capital, as in {@code writeLong}. */
    public String capitalized() {
        return name().charAt(0) + keyword().substring(1);
    }

    /** The class that boxes it. */
    public JavaType box() {
        return JavaType.declared("java.lang", box);
    }
}
