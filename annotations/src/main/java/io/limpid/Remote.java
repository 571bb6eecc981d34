package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose object may live in another process.
 *
 * <p>For {@code Account} the annotation processor writes {@code AccountStub}, {@code AccountSkeleton}, the codecs of every type
 * that the methods reach, and checks the interface against its checked-in contract file. A method is executed exactly once
 * unless it says {@link ReadOnly} or {@link Idempotent}.
 *
 * <p>An interface that is remote may stand as parameter or result of another remote interface: it travels by reference, so
 * callbacks work. Everything else travels by value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Remote {
    /**
     * Further types that the open type variables of this interface may carry ({@code <T> T echo(T value)}), beyond those that
     * the signatures reach. Empty by default: then a type variable carries the types that the signatures name and the built-in
     * values.
     */
    Class<?>[] types() default {};
}
