package io.limpid.runtime.replication;

import io.limpid.Combiner;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one value of several. The generator has checked that they are of a kind for which that can be done. */
final class Combining {
    private Combining() {}

    /** Gives the one value; or what the combiner threw. */
    static Outcome combine(Replication replication, List<?> values) {
        try {
            Combiner<?> custom = replication.custom();
            return new Outcome.Returned(custom == null ? builtIn(replication, values) : apply(custom, values));
        } catch (RuntimeException | Error e) {
            return new Outcome.Threw(e);
        }
    }

    private static @Nullable Object builtIn(Replication replication, List<?> values) {
        return switch (replication.combine()) {
            case UNION -> union(values);
            case SUM -> sum(values);
            case MIN -> Collections.min(values, Combining.<Object>order());
            case MAX -> Collections.max(values, Combining.<Object>order());
            case NONE, FIRST, EQUAL, VOTE -> values.get(0);
        };
    }

    @SuppressWarnings("unchecked") // the generator has compared the combiner's type with the method's result
    private static @Nullable Object apply(Combiner<?> custom, List<?> values) {
        return ((Combiner<Object>) custom).combine(Collections.unmodifiableList((List<Object>) values));
    }

    private static Object union(List<?> values) {
        if (values.get(0) instanceof Map) {
            Map<Object, Object> union = new LinkedHashMap<>();
            for (Object value : values) {
                ((Map<?, ?>) value).forEach(union::putIfAbsent);
            }
            return union;
        }
        Set<Object> union = new LinkedHashSet<>();
        for (Object value : values) {
            union.addAll((Collection<?>) value);
        }
        return values.get(0) instanceof Set ? union : new ArrayList<>(union);
    }

    private static Object sum(List<?> values) {
        Object sum = values.get(0);
        for (Object value : values.subList(1, values.size())) {
            sum = sum(sum, value);
        }
        return sum;
    }

    private static Object sum(Object one, Object other) {
        if (one instanceof Integer a) {
            return Math.addExact(a, (Integer) other);
        }
        if (one instanceof Long a) {
            return Math.addExact(a, (Long) other);
        }
        if (one instanceof Double a) {
            return a + (Double) other;
        }
        return one instanceof BigDecimal a ? a.add((BigDecimal) other) : ((BigInteger) one).add((BigInteger) other);
    }

    @SuppressWarnings("unchecked") // the generator has checked that the result has an order
    private static <T> Comparator<T> order() {
        return (one, other) -> ((Comparable<T>) one).compareTo(other);
    }
}
