package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface remote that you do not own and so cannot annotate. Stands on a {@code package-info} or on a class of yours;
 * stub, skeleton and codecs are written into that package. Its methods are executed exactly once.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Repeatable(RemoteOf.List.class)
public @interface RemoteOf {
    /** The interface to be called remotely. */
    Class<?> value();

    /** Holds several {@link RemoteOf} of one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.PACKAGE, ElementType.TYPE})
    @interface List {
        /** The single annotations, in source order. */
        RemoteOf[] value();
    }
}
