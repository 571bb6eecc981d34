package io.limpid.naming.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.Concurrent;
import io.limpid.runtime.invocation.Scheduler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the latest copy for whoever fetches it. Thread-safe. */
@Concurrent
final class Copies implements CopyControl {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Supplier<DirectoryCopy> source;
    private final Scheduler scheduler;

    @GuardedBy("this")
    private @Nullable DirectoryCopy latest;

    @GuardedBy("this")
    private Scheduler.@Nullable Task end;

    /** @param source makes a copy; may wait */
    Copies(Supplier<DirectoryCopy> source, Scheduler scheduler) {
        this.source = source;
        this.scheduler = scheduler;
    }

    @Override
    public Copy make() {
        DirectoryCopy made = source.get();
        keep(made);
        return new Copy(made.id(), made.length());
    }

    @Override
    public byte[] part(UUID copy, int offset) throws CopyGoneException {
        DirectoryCopy kept = kept();
        if (kept == null || !kept.id().equals(copy)) {
            throw new CopyGoneException(copy);
        }
        if (offset < 0 || offset > kept.length()) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: 0 to " + kept.length() + ")");
        }
        keep(kept);
        ByteBuffer part = kept.part(offset, PART_BYTES);
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return bytes;
    }

    private synchronized @Nullable DirectoryCopy kept() {
        return latest;
    }

    private synchronized void keep(DirectoryCopy copy) {
        latest = copy;
        if (end != null) {
            end.cancel();
        }
        end = scheduler.schedule(KEPT, () -> forget(copy));
    }

    private synchronized void forget(DirectoryCopy copy) {
        if (latest == copy) {
            latest = null;
        }
    }
}
