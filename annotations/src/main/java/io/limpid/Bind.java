package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what becomes of a field when the {@link Movable} object that has it moves.
 *
 * <p>Without it a field of a remote interface is bound by identifier, and any other by value. In a class that implements
 * {@link MovableState} only fields with this annotation are carried by generated code.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Bind {
    /** How the field is bound to what it holds. */
    ResourceBinding value();
}
