package io.limpid.runtime.location;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.ObjectName;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A directory that knows a fixed set of bindings: for the way to naming itself, and for systems without naming. Immutable. */
public final class StaticDirectory implements Directory {
    private final Map<ObjectName, Binding> bindings;

    /** Makes one that knows these. */
    public StaticDirectory(Collection<Binding> bindings) {
        this.bindings = bindings.stream().collect(Collectors.toUnmodifiableMap(Binding::name, Function.identity()));
    }

    @Override
    public CompletableFuture<Resolution> resolve(ObjectName name) {
        Binding known = bindings.get(name);
        return CompletableFuture.completedFuture(known == null ? new Resolution.Absent() : new Resolution.Bound(known));
    }

    @Override
    public String toString() {
        return "static directory";
    }
}
