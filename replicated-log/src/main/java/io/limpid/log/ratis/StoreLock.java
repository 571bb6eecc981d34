package io.limpid.log.ratis;

import io.limpid.log.StoreInUseException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second log off the directory. Ratis has a lock of its own, but takes it only after the store has been examined and perhaps
 * cut; the operating system frees this one with the process, however that ends.
 */
final class StoreLock implements Closeable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock acquire(StoreLayout layout) throws IOException {
        FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = tryLock(channel, layout);
            if (lock == null) {
                throw new StoreInUseException(layout.directory(), null);
            }
            return new StoreLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, StoreLayout layout) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new StoreInUseException(layout.directory(), e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
