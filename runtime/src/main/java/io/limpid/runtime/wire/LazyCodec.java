package io.limpid.runtime.wire;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands for a codec that is made later. Thread-safe: whoever comes first asks the supplier, and all it gives are the same. */
final class LazyCodec<T> implements Codec<T> {
    private final Supplier<? extends Codec<T>> supplier;
    private volatile @Nullable Codec<T> codec;

    LazyCodec(Supplier<? extends Codec<T>> supplier) {
        this.supplier = supplier;
    }

    private Codec<T> codec() {
        Codec<T> present = codec;
        if (present == null) {
            present = Objects.requireNonNull(supplier.get(), "lazy codec");
            codec = present;
        }
        return present;
    }

    static Codec<?> resolve(Codec<?> codec) {
        Codec<?> resolved = codec;
        while (resolved instanceof LazyCodec<?> lazy) {
            resolved = lazy.codec();
        }
        return resolved;
    }

    @Override
    public void write(PayloadWriter out, @Nullable T value) {
        codec().write(out, value);
    }

    @Override
    public @Nullable T read(PayloadReader in) {
        return codec().read(in);
    }

    @Override
    public String toString() {
        return codec().toString();
    }
}
