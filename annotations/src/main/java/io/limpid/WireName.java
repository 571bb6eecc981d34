package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fixes the name by which an interface, a method, a type or an enum constant is known on the wire, so that it may be renamed
 * in Java without breaking its peers; it also parts two methods whose numeric ids collide. Without it the Java name is the wire
 * name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface WireName {
    /** The name; not blank. */
    String value();
}
