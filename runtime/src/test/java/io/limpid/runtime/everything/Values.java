package io.limpid.runtime.everything;

import io.limpid.WireName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Types of a user's own. */
public final class Values {
    private Values() {}

    /** An enum of which one constant has a body and one another name on the wire. */
    public enum Color {
        RED,
        GREEN {
            @Override
            public boolean calms() {
                return true;
            }
        },
        @WireName("AZURE")
        BLUE;

        public boolean calms() {
            return false;
        }
    }

    /** A record of values only. */
    public record Name(String first, @Nullable String last) {}

    /** A record whose constructor checks. */
    public record Percentage(int value) {
        public Percentage {
            if (value < 0 || value > 100) {
                throw new IllegalArgumentException("percentage: " + value + " (expected: 0 to 100)");
            }
        }
    }

    /** A record with all primitives. */
    public record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    /** A nested, varied record. */
    public record Person(
            UUID id,
            Name name,
            Color favourite,
            Optional<Percentage> share,
            List<Name> children,
            Map<String, BigDecimal> accounts,
            Instant born,
            int @Nullable [] marks) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Person that
                    && Objects.equals(id, that.id)
                    && Objects.equals(name, that.name)
                    && favourite == that.favourite
                    && Objects.equals(share, that.share)
                    && Objects.equals(children, that.children)
                    && Objects.equals(accounts, that.accounts)
                    && Objects.equals(born, that.born)
                    && java.util.Arrays.equals(marks, that.marks);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, name);
        }
    }

    /** A generic record. */
    public record Page<T>(List<T> items, @Nullable String next) {}

    /** A generic record of two parameters that holds itself turned round. */
    public record Pair<A, B>(A one, B other, @Nullable Pair<B, A> turned) {}

    /** A record that holds itself. */
    public record Tree(String label, List<Tree> branches) {}

    /** A sealed hierarchy of records that hold each other, of an enum, and of a further sealed interface. */
    public sealed interface Expression permits Number, Variable, Operation {}

    /** A leaf. */
    public record Number(double value) implements Expression {}

    /** An enum in a sealed hierarchy. */
    public enum Variable implements Expression {
        X,
        Y
    }

    /** Sealed in turn. */
    public sealed interface Operation extends Expression permits Sum, Negation {}

    /** Holds any number of its own kind. */
    public record Sum(List<Expression> terms) implements Operation {}

    /** Holds one of its own kind. */
    public record Negation(Expression of) implements Operation {}

    /** A generic sealed hierarchy. */
    public sealed interface Result<T> permits Success, Failure {}

    /** Has the parameter. */
    public record Success<T>(T value) implements Result<T> {}

    /** Has it not. */
    public record Failure<T>(String reason) implements Result<T> {}

    /** A sealed hierarchy of plain classes. */
    public abstract static sealed class Vehicle permits Car, Boat {
        String owner = "nobody";

        public String owner() {
            return owner;
        }
    }

    /** A plain class below it. */
    public static final class Car extends Vehicle {
        private int doors;

        Car() {}

        /** Makes one. */
        public Car(String owner, int doors) {
            this.owner = owner;
            this.doors = doors;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Car that && doors == that.doors && owner.equals(that.owner);
        }

        @Override
        public int hashCode() {
            return doors;
        }
    }

    /** Another. */
    public static final class Boat extends Vehicle {
        private double length;

        Boat() {}

        /** Makes one. */
        public Boat(String owner, double length) {
            this.owner = owner;
            this.length = length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Boat that && length == that.length && owner.equals(that.owner);
        }

        @Override
        public int hashCode() {
            return Double.hashCode(length);
        }
    }

    /** A plain class with private parts, a superclass, and what need not travel; its objects point at each other. */
    public static final class Node extends Labelled {
        private static final int KIND = 7;

        public @Nullable Node next;
        public List<Node> others = new ArrayList<>();
        public final int kind = KIND;
        private long weight;
        private transient int cached = 42;

        private Node() {}

        /** Makes one. */
        public Node(String label, long weight) {
            this.label = label;
            this.weight = weight;
            this.cached = 1;
        }

        public long weight() {
            return weight;
        }

        public int cached() {
            return cached;
        }
    }

    /** The superclass: its field has the name of one below nothing, and is not public. */
    static class Labelled {
        String label = "";

        public String label() {
            return label;
        }
    }

    /** A generic plain class. */
    public static class Box<T> {
        public @Nullable T content;

        /** Makes an empty one. */
        public Box() {}

        /** Makes a full one. */
        public Box(T content) {
            this.content = content;
        }
    }

    /** A plain class that binds the parameter of its superclass. */
    public static final class Parcel extends Box<Name> {
        public int grams;
    }
}
