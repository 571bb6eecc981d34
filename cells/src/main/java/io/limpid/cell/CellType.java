package io.limpid.cell;

import io.limpid.cell.CellDirectory.Kind;
import io.limpid.runtime.migration.StateLimits;
import io.limpid.runtime.migration.StateStream;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.Resources;
import io.limpid.runtime.stub.StateType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * What was generated for the class of an object and for the interface by which it is called. Immutable.
 *
 * @param <S> the class
 */
record CellType<S>(RemoteType<?> remote, StateType<S> state) {
    /** What a host has of its own is no part of an object that all replicas are. */
    private static final Resources NO_RESOURCES = new Resources() {
        @Override
        public <R> R require(Class<R> type) {
            throw new IllegalStateException(
                    "resource: a " + type.getName() + " (expected: none, in an object that is replicated by a log)");
        }
    };

    Kind kind() {
        return new Kind(remote.id().name(), state.wireName());
    }

    byte[] capture(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            capture(object, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void capture(Object object, OutputStream out) throws IOException {
        stream().capture(state.javaType().cast(object), NoReferences.INSTANCE, out);
    }

    /** Reads an object, and nothing behind it. */
    Object restore(InputStream in) throws IOException {
        return stream().restore(in, NoReferences.INSTANCE, NO_RESOURCES);
    }

    /** Has calls run on an object. */
    CellObject<?> called(Object object, CellRecords records) {
        return called(remote, object, records);
    }

    private StateStream<S> stream() {
        return new StateStream<>(state, StateLimits.DEFAULT);
    }

    private static <T> CellObject<T> called(RemoteType<T> remote, Object object, CellRecords records) {
        return new CellObject<>(remote, remote.javaType().cast(object), records);
    }
}
