package io.limpid.log.ratis;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Where each file of a store is. Ratis prescribes what is below {@code raft}. */
record StoreLayout(Path directory, UUID group) {
    /** Names the group after its own name, so that all peers and all starts agree without asking. */
    static StoreLayout of(Path directory, String groupName) {
        return new StoreLayout(
                directory, UUID.nameUUIDFromBytes(("limpid/" + groupName).getBytes(StandardCharsets.UTF_8)));
    }

    Path lock() {
        return directory.resolve("lock");
    }

    Path applied() {
        return directory.resolve("applied");
    }

    /** All groups of the store; there may be only one. */
    Path raft() {
        return directory.resolve("raft");
    }

    Path segments() {
        return raft().resolve(group.toString()).resolve("current");
    }

    Path votes() {
        return segments().resolve("raft-meta");
    }

    Path members() {
        return segments().resolve("raft-meta.conf");
    }

    Path snapshots() {
        return raft().resolve(group.toString()).resolve("sm");
    }

    /** Makes the creation, renaming or deletion of a file durable, which is its directory's business. */
    static void forceEntry(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
