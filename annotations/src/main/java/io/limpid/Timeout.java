package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * How long a call may take in all, over every attempt, counted from the moment the stub is called. On a method it overrides
 * the interface's; without either the client's default holds (5 seconds). A call made while serving another call never gets
 * more than that other call has left.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Timeout {
    /** The length of the span in {@link #unit()}; a millisecond at least, because a call has to get there and back. */
    long value();

    /** The unit of {@link #value()}; milliseconds by default. */
    TimeUnit unit() default TimeUnit.MILLISECONDS;
}
