package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose exported objects refuse to move: they are tied to their machine, by a device, a license, or what they have open
 * there. Whoever asks for the move is told so. A class without {@link Movable} does not move either; this one says that it never will,
 * for its subclasses, too.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Fastened {}
