package io.limpid.runtime.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Reaches the constructor and the fields of a class for its generated codec, private ones included, once and for all: no call goes
 * through reflection.
 *
 * <pre>{@code
 * private static final ObjectFields FIELDS = ObjectFields.of(Parcel.class, MethodHandles.lookup());
 * private static final ObjectField WEIGHT = FIELDS.field("weight");
 * }</pre>
 *
 * @param type the class
 * @param lookup a lookup of generated code
 * @param constructor makes an instance, or fails if the class has no constructor without arguments
 */
public record ObjectFields(Class<?> type, MethodHandles.Lookup lookup, MethodHandle constructor) {
    /**
     * Opens a class.
     *
     * @throws IllegalStateException if its module is not open to the generated code
     */
    public static ObjectFields of(Class<?> type, MethodHandles.Lookup lookup) {
        MethodHandle constructor;
        try {
            constructor = MethodHandles.privateLookupIn(type, lookup)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (NoSuchMethodException e) {
            // An exception needs none; the processor sees to it that a plain class has one.
            constructor = MethodHandles.throwException(Object.class, NoSuchMethodException.class)
                    .bindTo(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(type + " cannot be opened to its codec", e);
        }
        return new ObjectFields(type, lookup, constructor);
    }

    /** Makes an instance with the constructor without arguments; its type is the class, which generated code knows. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T create() {
        try {
            return (T) (Object) constructor.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new PayloadException(type.getSimpleName() + " cannot be made", e);
        }
    }

    /**
     * Finds a field that the class itself declares.
     *
     * @throws IllegalStateException if it has none of that name
     */
    public ObjectField field(String name) {
        return field(type, name);
    }

    /**
     * Finds a field that a superclass declares which generated code cannot name.
     *
     * @param declaring the binary name of that class
     * @throws IllegalStateException if there is no such superclass, or it has none of that name
     */
    public ObjectField field(String declaring, String name) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (above.getName().equals(declaring)) {
                return field(above, name);
            }
        }
        throw new IllegalStateException("field " + declaring + "." + name + " is not inherited by " + type.getName());
    }

    /**
     * Finds a field that the class or one of its superclasses declares.
     *
     * @throws IllegalStateException if that has none of that name
     */
    public ObjectField field(Class<?> declaring, String name) {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(declaring, lookup);
            Field field = declaring.getDeclaredField(name);
            // Without this a final field has no setter.
            field.setAccessible(true);
            Class<?> value = field.getType().isPrimitive() ? field.getType() : Object.class;
            MethodHandle getter = inside.unreflectGetter(field).asType(MethodType.methodType(value, Object.class));
            MethodHandle setter =
                    inside.unreflectSetter(field).asType(MethodType.methodType(void.class, Object.class, value));
            return new ObjectField(getter, setter);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("field " + declaring.getName() + "." + name + " cannot be reached", e);
        }
    }
}
