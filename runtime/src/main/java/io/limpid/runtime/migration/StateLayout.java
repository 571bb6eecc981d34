package io.limpid.runtime.migration;

import io.limpid.MovableState;
import io.limpid.ResourceBinding;
import io.limpid.runtime.stub.StateField;
import io.limpid.runtime.stub.StatePart;
import io.limpid.runtime.stub.StateType;
import java.util.List;
import java.util.Optional;

/**
 * What the state of a movable class is made of: told by the host that has an object, and compared by the one that is to have it.
 *
 * @param wireName the class
 * @param writesItself whether it implements {@link MovableState}, so that a stream of its own follows the fields
 * @param fields its fields in order
 * @param parts the types of the user's that they reach
 */
public record StateLayout(String wireName, boolean writesItself, List<StateField> fields, List<StatePart> parts) {
    /** Copies the lists. */
    public StateLayout {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    /** The layout of a class that is here. */
    public static StateLayout of(StateType<?> type) {
        boolean writesItself = MovableState.class.isAssignableFrom(type.javaType());
        return new StateLayout(type.wireName(), writesItself, type.fields(), type.parts());
    }

    /** Says why this host, whose class has this layout, cannot take an object that comes with another; empty if it can. */
    public Optional<String> refusal(StateLayout coming) {
        return LayoutComparison.refusal(coming, this);
    }

    /** The fields that are sent: a host's own resources are not. */
    List<StateField> sent() {
        return fields.stream()
                .filter(field -> field.binding() != ResourceBinding.BY_TYPE)
                .toList();
    }
}
