package io.limpid.log.ratis;

import io.limpid.log.LogPosition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one log. The last two are kept, and Ratis keeps the log that follows the older one, so that damage to the newer
 * costs time and no command.
 *
 * <p>Written by the thread that applies; read by any.
 */
final class SnapshotStore implements StateMachineStorage {
    static final String TEMPORARY = ".tmp";
    static final int KEPT = 2;

    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d{1,18})_(\\d{1,18})");
    private static final Comparator<SnapshotFile> NEWEST_FIRST =
            Comparator.comparing(SnapshotFile::position).reversed();

    private final Path directory;
    private final boolean sentToPeers;
    private volatile @Nullable SingleFileSnapshotInfo latest;

    /** Peers get a snapshot with its MD5, because Ratis checks that; a single peer is spared the work. */
    SnapshotStore(Path directory, boolean sentToPeers) {
        this.directory = directory;
        this.sentToPeers = sentToPeers;
    }

    /** All files that bear a snapshot's name, verified or not, newest first. */
    List<SnapshotFile> list() throws IOException {
        List<SnapshotFile> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.forEach(file -> parse(file).ifPresent(found::add));
            }
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    /** Makes a verified file the one to start from. */
    void use(Optional<SnapshotFile> file) throws IOException {
        latest = file.isPresent() ? describe(file.get()) : null;
    }

    /** The snapshot to start from. */
    Optional<SnapshotFile> current() {
        return Optional.ofNullable(latest)
                .map(info -> new SnapshotFile(
                        info.getFile().getPath(),
                        new LogPosition(
                                info.getTermIndex().getTerm(),
                                info.getTermIndex().getIndex())));
    }

    void write(LogPosition position, SnapshotFile.Content content) throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve("snapshot." + position.term() + '_' + position.index());
        use(Optional.of(SnapshotFile.write(path, position, content)));
    }

    /** Sets a damaged file aside under another name, where it does not count any more and can be examined. */
    void setAside(SnapshotFile damaged) throws IOException {
        Files.move(
                damaged.path(),
                damaged.path().resolveSibling(damaged.path().getFileName() + ".damaged"),
                StandardCopyOption.REPLACE_EXISTING);
        StoreLayout.forceEntry(damaged.path());
    }

    /** Removes what a kill in the middle of a write left behind. */
    void removeTemporaries() throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(TEMPORARY)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void init(RaftStorage raftStorage) {
        // The files have been listed and verified before Ratis starts.
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return latest;
    }

    @Override
    public void format() {
        // Nothing to prepare: the directory is made with the first snapshot.
    }

    @Override
    public void cleanupOldSnapshots(@Nullable SnapshotRetentionPolicy policy) throws IOException {
        List<SnapshotFile> all = list();
        for (SnapshotFile old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old.path());
            Files.deleteIfExists(
                    MD5FileUtil.getDigestFileForFile(old.path().toFile()).toPath());
        }
    }

    @Override
    public File getSnapshotDir() {
        return directory.toFile();
    }

    private SingleFileSnapshotInfo describe(SnapshotFile file) throws IOException {
        MD5Hash digest = sentToPeers ? MD5FileUtil.computeMd5ForFile(file.path().toFile()) : null;
        return new SingleFileSnapshotInfo(
                new FileInfo(file.path(), digest),
                file.position().term(),
                file.position().index());
    }

    private static Optional<SnapshotFile> parse(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                ? Optional.of(new SnapshotFile(
                        file, new LogPosition(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }
}
