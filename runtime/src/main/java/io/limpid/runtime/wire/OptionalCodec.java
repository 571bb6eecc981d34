package io.limpid.runtime.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The codec of {@code Optional}: one byte, 0 for null, 1 for empty, 2 for what follows. */
@SuppressWarnings("NullableOptional") // Java allows it, so it is kept.
final class OptionalCodec<T> implements Codec<Optional<T>> {
    private final Codec<T> element;

    OptionalCodec(Codec<T> element) {
        this.element = element;
    }

    @Override
    public void write(PayloadWriter out, @Nullable Optional<T> value) {
        if (value == null) {
            out.writeByte((byte) 0);
        } else if (value.isEmpty()) {
            out.writeByte((byte) 1);
        } else {
            out.writeByte((byte) 2);
            element.write(out, value.get());
        }
    }

    @Override
    public @Nullable Optional<T> read(PayloadReader in) {
        byte header = in.readByte();
        if (header == 0) {
            return null;
        }
        if (header == 1) {
            return Optional.empty();
        }
        if (header != 2) {
            throw in.fail("an Optional that is neither null, empty nor present");
        }
        in.charge(16);
        T value = element.read(in);
        if (value == null) {
            throw in.fail("an Optional of null");
        }
        return Optional.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionalCodec<?> codec && Codecs.areSame(element, codec.element);
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Optional<" + element + ">";
    }
}
