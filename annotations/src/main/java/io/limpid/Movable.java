package io.limpid;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose exported objects may move to another host while they are being called.
 *
 * <p>The annotation processor writes how the object's state is taken and given back: every field that is neither static nor
 * transient, inherited ones included, as values travel with a call; {@link Bind} says otherwise for a single field. Where the object
 * arrives it is made by its constructor without parameters, which may be private, and its fields are then set: a transient field is
 * what that constructor makes of it. A class that implements {@link MovableState} writes its state itself.
 *
 * <pre>{@code
 * @Movable
 * final class SavingsAccount implements Account {
 *     private long cents;
 *
 *     @Bind(ResourceBinding.BY_TYPE)
 *     private Printer printer;
 * }
 * }</pre>
 *
 * <p>The state is checked against a contract file of its own, so that hosts of two versions can give the object to one another.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Movable {}
