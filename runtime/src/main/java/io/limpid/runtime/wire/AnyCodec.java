package io.limpid.runtime.wire;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The codec of an open type variable: a varint that names the type, 0 for null, and the type's own form. A type of Java has a number
 * of its own; one that the interface reaches has {@link #NAMED} and then the four bytes of its wire name's hash; an array of references
 * has {@link #ARRAY} and then the same for its component type.
 */
final class AnyCodec<T> implements Codec<T> {
    private static final int NULL = 0;
    private static final int NAMED = 1;
    private static final int ARRAY = 2;
    private static final int COLLECTION = 3;
    private static final int MAP = 4;
    private static final int OPTIONAL = 5;
    private static final int OBJECT = 6;

    private final WireTypes<Object> types;
    private final Codec<Collection<Object>> collections;
    private final Codec<Map<Object, Object>> maps;
    private final Codec<Optional<Object>> optionals;
    private final Map<Class<?>, ArrayCodec<?>> arrays = new ConcurrentHashMap<>();

    private AnyCodec(List<WireType<?>> types) {
        this.types = new WireTypes<>(types);
        Codec<Object> self = self();
        this.collections = Codecs.collectionOf(self);
        this.maps = Codecs.mapOf(self, self);
        this.optionals = Codecs.optionalOf(self);
    }

    static <T> Codec<T> of(List<WireType<?>> types) {
        return new AnyCodec<>(types);
    }

    @SuppressWarnings("unchecked") // What T is, is not known here anyway.
    private Codec<Object> self() {
        return (Codec<Object>) this;
    }

    @Override
    public void write(PayloadWriter out, @Nullable T value) {
        if (value == null) {
            out.writeUnsigned(NULL);
            return;
        }
        Class<?> type = value.getClass();
        if (type.isArray() && !type.getComponentType().isPrimitive()) {
            out.writeUnsigned(ARRAY);
            writeType(out, type.getComponentType());
            write(arrays(type.getComponentType()), out, value);
        } else if (value instanceof Collection<?>) {
            out.writeUnsigned(COLLECTION);
            write(collections, out, value);
        } else if (value instanceof Map<?, ?>) {
            out.writeUnsigned(MAP);
            write(maps, out, value);
        } else if (value instanceof Optional<?>) {
            out.writeUnsigned(OPTIONAL);
            out.deeper(this);
            write(optionals, out, value);
            out.leave();
        } else {
            writeSimple(out, value);
        }
    }

    private void writeSimple(PayloadWriter out, Object value) {
        JavaType known = JavaType.of(value);
        if (known != null) {
            out.writeUnsigned(known.number);
            write(known.codec, out, value);
            return;
        }
        WireType<?> named = types.of(value);
        if (named == null) {
            throw new PayloadException("a " + value.getClass().getName() + " where an open type is declared: name it in"
                    + " @Remote(types = ...) of the interface, or declare it");
        }
        out.writeUnsigned(NAMED);
        out.writeFixedInt(named.id());
        write(named.codec(), out, value);
    }

    @SuppressWarnings("unchecked") // The codec was found by the value's class.
    private static <V> void write(Codec<V> codec, PayloadWriter out, Object value) {
        codec.write(out, (V) value);
    }

    /** Writes the type of an array's components. */
    private void writeType(PayloadWriter out, Class<?> type) {
        JavaType known = JavaType.ofClass(type);
        if (type == Object.class) {
            out.writeUnsigned(OBJECT);
        } else if (known != null) {
            out.writeUnsigned(known.number);
        } else {
            WireType<?> named = types.exactly(type);
            if (named == null) {
                throw new PayloadException(
                        "an array of " + type.getName() + " where an open type is declared: send it in an Object[]");
            }
            out.writeUnsigned(NAMED);
            out.writeFixedInt(named.id());
        }
    }

    private Class<?> readType(PayloadReader in) {
        int number = in.readUnsigned();
        if (number == OBJECT) {
            return Object.class;
        }
        if (number == NAMED) {
            return named(in).type();
        }
        JavaType known = JavaType.byNumber(number);
        if (known == null) {
            throw in.fail("an array of a type that is not known");
        }
        return known.type;
    }

    private WireType<?> named(PayloadReader in) {
        WireType<?> found = types.byId(in.readFixedInt());
        if (found == null) {
            throw in.fail("a type that the interface does not reach here");
        }
        return found;
    }

    @Override
    @SuppressWarnings("unchecked") // The caller casts, as with any open type variable.
    public @Nullable T read(PayloadReader in) {
        int number = in.readUnsigned();
        if (number == NULL) {
            return null;
        }
        Object value = switch (number) {
            case NAMED -> named(in).codec().read(in);
            case ARRAY -> arrays(readType(in)).read(in);
            case COLLECTION -> collections.read(in);
            case MAP -> maps.read(in);
            case OPTIONAL -> readOptional(in);
            default -> readSimple(in, number);
        };
        if (value == null) {
            throw in.fail("a null in the place of a value");
        }
        return (T) value;
    }

    private @Nullable Object readOptional(PayloadReader in) {
        in.deeper(this);
        Object value = optionals.read(in);
        in.shallower();
        return value;
    }

    private static @Nullable Object readSimple(PayloadReader in, int number) {
        JavaType known = JavaType.byNumber(number);
        if (known == null) {
            throw in.fail("a type that is not known");
        }
        return known.codec.read(in);
    }

    private ArrayCodec<?> arrays(Class<?> component) {
        ArrayCodec<?> found = arrays.get(component);
        if (found == null) {
            found = arrayCodec(component);
            arrays.put(component, found);
        }
        return found;
    }

    @SuppressWarnings("unchecked") // The codec is that of the class.
    private <C> ArrayCodec<C> arrayCodec(Class<C> component) {
        JavaType known = JavaType.ofClass(component);
        WireType<?> named = types.exactly(component);
        Codec<?> codec = known != null ? known.codec : named != null ? named.codec() : this;
        return new ArrayCodec<>((Codec<C>) codec, component);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnyCodec<?> codec && types.equals(codec.types);
    }

    @Override
    public int hashCode() {
        return types.hashCode();
    }

    @Override
    public String toString() {
        return "Object";
    }
}
