package io.limpid.runtime.wire;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Types as users have them, with codecs as the generator writes them. */
final class Samples {
    private Samples() {}

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean isNice() {
                return true;
            }
        },
        BLUE;

        boolean isNice() {
            return false;
        }
    }

    static final Codec<Colour> COLOUR = Codecs.enumOf(Colour.class);

    /** A pure value. */
    record LineItem(String sku, int quantity, long cents) {}

    static final class LineItemCodec extends RecordCodec<LineItem> {
        static final LineItemCodec INSTANCE = new LineItemCodec();

        LineItemCodec() {
            super(LineItem.class, true);
        }

        @Override
        protected void writeComponents(PayloadWriter out, LineItem value) {
            out.writeString(value.sku());
            out.writeInt(value.quantity());
            out.writeLong(value.cents());
        }

        @Override
        protected LineItem readComponents(PayloadReader in) {
            return new LineItem(
                    in.hasMore() ? in.readString() : null,
                    in.hasMore() ? in.readInt() : 0,
                    in.hasMore() ? in.readLong() : 0);
        }
    }

    /** Holds what is mutable, so its identity is kept. */
    record Order(String id, List<LineItem> items, Optional<String> note) {}

    static final class OrderCodec extends RecordCodec<Order> {
        static final OrderCodec INSTANCE = new OrderCodec();
        private static final Codec<List<LineItem>> ITEMS = Codecs.listOf(LineItemCodec.INSTANCE);
        private static final Codec<Optional<String>> NOTE = Codecs.optionalOf(Codecs.STRING);

        OrderCodec() {
            super(Order.class);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Order value) {
            out.writeString(value.id());
            ITEMS.write(out, value.items());
            NOTE.write(out, value.note());
        }

        @Override
        protected Order readComponents(PayloadReader in) {
            return new Order(
                    in.hasMore() ? in.readString() : null,
                    in.hasMore() ? ITEMS.read(in) : null,
                    in.hasMore() ? NOTE.read(in) : Optional.empty());
        }
    }

    /** A generic record that can hold itself through an array. */
    record Pair<A, B>(A first, B second) {}

    static final class PairCodec<A, B> extends RecordCodec<Pair<A, B>> {
        private final Codec<A> first;
        private final Codec<B> second;

        PairCodec(Codec<A> first, Codec<B> second) {
            super(Pair.class, false, first, second);
            this.first = first;
            this.second = second;
        }

        @Override
        protected void writeComponents(PayloadWriter out, Pair<A, B> value) {
            first.write(out, value.first());
            second.write(out, value.second());
        }

        @Override
        protected Pair<A, B> readComponents(PayloadReader in) {
            return new Pair<>(in.hasMore() ? first.read(in) : null, in.hasMore() ? second.read(in) : null);
        }
    }

    /** Refuses what no such value may be. */
    record Positive(int value) implements Comparable<Positive> {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("value: " + value + " (expected: positive)");
            }
        }

        @Override
        public int compareTo(Positive other) {
            return Integer.compare(value, other.value);
        }
    }

    static final class PositiveCodec extends RecordCodec<Positive> {
        static final PositiveCodec INSTANCE = new PositiveCodec();

        PositiveCodec() {
            super(Positive.class, true);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Positive value) {
            out.writeInt(value.value());
        }

        @Override
        protected Positive readComponents(PayloadReader in) {
            return new Positive(in.hasMore() ? in.readInt() : 0);
        }
    }

    /** A plain class with a private field, a final one, and a cycle. */
    static class Node {
        private String name = "unnamed";
        private final List<Node> children = new ArrayList<>();
        private Node parent;
        private int size;

        Node() {}

        Node(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        List<Node> children() {
            return children;
        }

        Node parent() {
            return parent;
        }

        void add(Node child) {
            children.add(child);
            child.parent = this;
            size++;
        }

        int size() {
            return size;
        }
    }

    static final class NodeCodec extends ObjectCodec<Node> {
        static final NodeCodec INSTANCE = new NodeCodec();
        private static final ObjectFields FIELDS = ObjectFields.of(Node.class, MethodHandles.lookup());
        private static final ObjectField NAME = FIELDS.field("name");
        private static final ObjectField CHILDREN = FIELDS.field("children");
        private static final ObjectField PARENT = FIELDS.field("parent");
        private static final ObjectField SIZE = FIELDS.field("size");
        private static final Codec<List<Node>> NODES = Codecs.listOf(INSTANCE);

        NodeCodec() {
            super(Node.class);
        }

        @Override
        protected Node newInstance() {
            return FIELDS.create();
        }

        @Override
        protected void writeFields(PayloadWriter out, Node value) {
            out.writeString(NAME.get(value));
            NODES.write(out, CHILDREN.get(value));
            write(out, PARENT.get(value));
            out.writeInt(SIZE.getInt(value));
        }

        @Override
        protected void readFields(PayloadReader in, Node value) {
            if (in.hasMore()) {
                NAME.set(value, in.readString());
            }
            if (in.hasMore()) {
                CHILDREN.set(value, NODES.read(in));
            }
            if (in.hasMore()) {
                PARENT.set(value, read(in));
            }
            if (in.hasMore()) {
                SIZE.setInt(value, in.readInt());
            }
        }
    }

    /** A plain class that is hashed by its content, as the key of a set. */
    static final class Tag {
        private Set<Tag> tags;
        private String text;

        Tag() {}

        Tag(String text, Set<Tag> tags) {
            this.text = text;
            this.tags = tags;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tag tag && Objects.equals(text, tag.text) && Objects.equals(tags, tag.tags);
        }

        @Override
        public int hashCode() {
            return Objects.hash(text, tags);
        }
    }

    static final class TagCodec extends ObjectCodec<Tag> {
        static final TagCodec INSTANCE = new TagCodec();
        private static final ObjectFields FIELDS = ObjectFields.of(Tag.class, MethodHandles.lookup());
        private static final ObjectField TEXT = FIELDS.field("text");
        private static final ObjectField TAGS = FIELDS.field("tags");
        static final Codec<Set<Tag>> SET = Codecs.setOf(INSTANCE);

        TagCodec() {
            super(Tag.class);
        }

        @Override
        protected Tag newInstance() {
            return FIELDS.create();
        }

        @Override
        protected void writeFields(PayloadWriter out, Tag value) {
            SET.write(out, TAGS.get(value));
            out.writeString(TEXT.get(value));
        }

        @Override
        protected void readFields(PayloadReader in, Tag value) {
            if (in.hasMore()) {
                TAGS.set(value, SET.read(in));
            }
            if (in.hasMore()) {
                TEXT.set(value, in.readString());
            }
        }
    }

    /** A sealed hierarchy that contains itself, and an enum. */
    sealed interface Shape permits Circle, Group, Colour2 {}

    record Circle(double radius) implements Shape {}

    record Group(List<Shape> members) implements Shape {}

    enum Colour2 implements Shape {
        NONE
    }

    static final class ShapeCodec {
        static final Codec<Shape> INSTANCE = Codecs.sealed(
                Shape.class,
                WireType.of("Circle", Circle.class, new CircleCodec()),
                WireType.of("Group", Group.class, new GroupCodec()),
                WireType.of("Colour2", Colour2.class, Codecs.enumOf(Colour2.class)));
    }

    static final class CircleCodec extends RecordCodec<Circle> {
        CircleCodec() {
            super(Circle.class, true);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Circle value) {
            out.writeDouble(value.radius());
        }

        @Override
        protected Circle readComponents(PayloadReader in) {
            return new Circle(in.hasMore() ? in.readDouble() : 0);
        }
    }

    static final class GroupCodec extends RecordCodec<Group> {
        private final Codec<List<Shape>> members = Codecs.listOf(Codecs.lazy(() -> ShapeCodec.INSTANCE));

        GroupCodec() {
            super(Group.class);
        }

        @Override
        protected void writeComponents(PayloadWriter out, Group value) {
            members.write(out, value.members());
        }

        @Override
        protected Group readComponents(PayloadReader in) {
            return new Group(in.hasMore() ? members.read(in) : null);
        }
    }
}
