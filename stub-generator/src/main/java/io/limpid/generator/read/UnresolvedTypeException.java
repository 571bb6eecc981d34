package io.limpid.generator.read;

/** A type is not known yet: another processor may still write it, or the compiler will complain of it by itself. */
public final class UnresolvedTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnresolvedTypeException(String type) {
        super(type, null, false, false);
    }
}
