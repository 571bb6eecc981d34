package io.limpid.runtime.everything;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.everything.Values.Node;
import io.limpid.runtime.everything.Values.Parcel;
import io.limpid.runtime.everything.Values.Success;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What "comes back as it went" means for values that have no such {@code equals}. */
final class Alike {
    private static final Set<Class<?>> NOT_COMPARABLE = Set.of(Success.class, Parcel.class);

    private Alike() {}

    static void assertSame(String what, @Nullable Object actual, @Nullable Object expected) {
        if (expected == null) {
            assertThat(actual).as(what).isNull();
            return;
        }
        assertThat(actual).as(what).isNotNull();
        assertThat(actual.getClass()).as(what).isEqualTo(expected.getClass());
        if (expected instanceof PriorityQueue<?> queue) {
            assertThat(((PriorityQueue<?>) actual).toArray()).as(what).containsExactlyInAnyOrder(queue.toArray());
        } else if (expected instanceof ArrayDeque<?> deque) {
            assertThat(((ArrayDeque<?>) actual).toArray()).as(what).containsExactly(deque.toArray());
        } else if (expected.getClass().isArray()) {
            assertThat(Objects.deepEquals(actual, expected)).as(what).isTrue();
        } else if (NOT_COMPARABLE.contains(expected.getClass())) {
            assertThat(actual)
                    .as(what)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(expected);
        } else {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    /** Walks both graphs at once: wherever one comes back to an object that it has seen, so must the other, and nowhere else. */
    static void assertSameShape(String what, List<Node> actual, List<Node> expected) {
        new Shapes(what).lists(actual, expected);
    }

    private static final class Shapes {
        private final String what;
        private final Map<Object, Object> toExpected = new IdentityHashMap<>();
        private final Map<Object, Object> toActual = new IdentityHashMap<>();

        Shapes(String what) {
            this.what = what;
        }

        /** Tells whether they are new, and so are to be looked into. */
        private boolean pair(@Nullable Object actual, @Nullable Object expected) {
            if (actual == null || expected == null) {
                assertThat(actual).as(what).isSameAs(expected);
                return false;
            }
            Object known = toExpected.putIfAbsent(actual, expected);
            Object knownBack = toActual.putIfAbsent(expected, actual);
            assertThat(known == null || known == expected).as(what).isTrue();
            assertThat(knownBack == null || knownBack == actual).as(what).isTrue();
            return known == null;
        }

        void lists(@Nullable List<Node> actual, @Nullable List<Node> expected) {
            if (pair(actual, expected) && actual != null && expected != null) {
                assertThat(actual.size()).as(what).isEqualTo(expected.size());
                for (int i = 0; i < actual.size(); i++) {
                    nodes(actual.get(i), expected.get(i));
                }
            }
        }

        private void nodes(@Nullable Node actual, @Nullable Node expected) {
            if (pair(actual, expected) && actual != null && expected != null) {
                assertThat(actual.label()).as(what).isEqualTo(expected.label());
                assertThat(actual.weight()).as(what).isEqualTo(expected.weight());
                nodes(actual.next, expected.next);
                lists(actual.others, expected.others);
            }
        }
    }
}
