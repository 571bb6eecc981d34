package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Promises that a method takes but a moment and waits for nothing: no lock that others hold for long, no file, no other process, no
 * {@code sleep}. Limpid may then run it on the thread that has read the call, or on the caller's own where both are in one process, which
 * costs less than to hand it to another thread.
 *
 * <p>While such a method runs, its connection and others are not read. A call that it waits for is refused with an
 * {@link IllegalStateException}; it may make calls that return a {@code CompletionStage}, and may return one itself, which may take as long as
 * it likes. Where the object is not free when the call arrives, the method runs on a thread of the host like any other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NonBlocking {}
