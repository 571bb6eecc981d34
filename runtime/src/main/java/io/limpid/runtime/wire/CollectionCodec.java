package io.limpid.runtime.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The codec of collections: the number of the class, the count, and the elements. All with the same element codec have the same form,
 * so that one object may stand in two places that declare different interfaces.
 */
final class CollectionCodec<E, C extends Iterable<E>> extends TrackedCodec<C> {
    private final Class<?> declared;
    private final Codec<E> element;
    private final @Nullable EnumCodec<?> enumElement;

    private CollectionCodec(Class<?> declared, Codec<E> element) {
        super(declared.getSimpleName(), Tracking.BEFORE);
        this.declared = declared;
        this.element = element;
        this.enumElement = element instanceof EnumCodec<?> codec ? codec : null;
    }

    static <E, C extends Iterable<E>> Codec<C> of(Class<?> declared, Codec<E> element) {
        return new CollectionCodec<>(declared, element);
    }

    @Override
    void writeContent(PayloadWriter out, C value) {
        if (value instanceof ArrayList<?> && value.getClass() == ArrayList.class) {
            writeList(out, castToList(value));
            return;
        }
        Collection<E> all = collection(value);
        CollectionKind kind = kind(all);
        int count = all.size();
        out.writeByte(kind.number);
        out.writeCount(count);
        int written = 0;
        for (E each : all) {
            written++;
            element.write(out, each);
        }
        if (written != count) {
            throw changed();
        }
    }

    /** The most frequent case, without an iterator. */
    private void writeList(PayloadWriter out, List<E> list) {
        int count = list.size();
        out.writeByte(CollectionKind.ARRAY_LIST.number);
        out.writeCount(count);
        for (int i = 0; i < count; i++) {
            if (list.size() != count) {
                throw changed();
            }
            element.write(out, list.get(i));
        }
    }

    private PayloadException changed() {
        return new PayloadException(this + ": changed while it was written");
    }

    @SuppressWarnings("unchecked") // It is an ArrayList, and its elements are E.
    private static <E> List<E> castToList(Iterable<E> value) {
        return (List<E>) value;
    }

    private static <E> Collection<E> collection(Iterable<E> value) {
        if (value instanceof Collection<E> collection) {
            return collection;
        }
        ArrayList<E> copy = new ArrayList<>();
        value.forEach(copy::add);
        return copy;
    }

    private CollectionKind kind(Collection<E> value) {
        CollectionKind kind = CollectionKind.of(value);
        boolean compared = (value instanceof SortedSet<?> set && set.comparator() != null)
                || (value instanceof PriorityQueue<?> queue && queue.comparator() != null);
        if (compared) {
            throw new PayloadException("a " + value.getClass().getName()
                    + " with a comparator, which cannot be sent: send the elements in a List");
        }
        if (kind == CollectionKind.ENUM_SET && enumElement == null) {
            kind = CollectionKind.LINKED_HASH_SET;
        }
        if (!declared.isAssignableFrom(kind.type)) {
            throw new PayloadException("a " + value.getClass().getName() + " where " + declared.getName()
                    + " is declared: no class of both is known");
        }
        return kind;
    }

    @Override
    @SuppressWarnings("unchecked") // Its class is one of the declared interface.
    C readContent(PayloadReader in, int slot) {
        CollectionKind kind = CollectionKind.byNumber(in.readByte());
        if (kind == null || !declared.isAssignableFrom(kind.type)) {
            throw in.fail("a class of collection that is no " + declared.getSimpleName());
        }
        if (kind == CollectionKind.ENUM_SET) {
            if (enumElement == null) {
                throw in.fail("an EnumSet of what is no enum");
            }
            in.charge(64 + enumElement.size() / 8);
        }
        int count = in.beginElements(1, kind.elementBytes);
        Collection<E> value = kind.create(count, enumElement == null ? null : enumElement.type());
        in.put(slot, value);
        if (kind.keys != Keys.NONE) {
            readKeys(in, kind, count, value);
        } else if (kind == CollectionKind.COPY_ON_WRITE_LIST) {
            ArrayList<E> elements = new ArrayList<>(count);
            readElements(in, count, elements);
            value.addAll(elements);
        } else {
            readElements(in, count, value);
        }
        return (C) value;
    }

    private void readElements(PayloadReader in, int count, Collection<E> target) {
        for (int i = 0; i < count; i++) {
            in.element();
            target.add(element.read(in));
        }
    }

    private void readKeys(PayloadReader in, CollectionKind kind, int count, Collection<E> target) {
        Keys.Work work = new Keys.Work(in, kind.keys, count);
        for (int i = 0; i < count; i++) {
            in.element();
            long outerWork = in.beginKey();
            E key = element.read(in);
            work.add(key, in.endKey(outerWork));
            target.add(key);
        }
    }

    @Override
    boolean isSameAs(TrackedCodec<?> other) {
        return this == other
                || (other instanceof CollectionCodec<?, ?> codec && Codecs.areSame(element, codec.element));
    }

    @Override
    boolean accepts(Object value) {
        return declared.isInstance(value);
    }
}
