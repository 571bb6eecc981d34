package io.limpid.log.ratis;

import io.limpid.log.CorruptStoreException;
import io.limpid.log.LogPosition;
import io.limpid.log.LogSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Examines a store before Ratis opens it, and repairs exactly what a crash leaves: it cuts a torn tail that nobody was promised, and
 * passes over a damaged snapshot when an older one and the log make up for it, and over a log of which the snapshot has everything.
 * Anything else that could lose or change an acknowledged command is refused with the file's name.
 *
 * <p>Ratis alone would fail on a torn entry (it allocates ahead, so a tear is followed by zeros rather than by the end of the file),
 * and would take a log that lost its end for a shorter log.
 */
final class StoreCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCheck.class);
    private static final String RESTORE =
            "Restore the directory from a backup, or, among several, replace this peer by another";

    private final LogSettings settings;
    private final StoreLayout layout;
    private final SnapshotStore snapshots;
    private final long applied;

    StoreCheck(LogSettings settings, StoreLayout layout, SnapshotStore snapshots, AppliedMark mark) {
        this.settings = settings;
        this.layout = layout;
        this.snapshots = snapshots;
        this.applied = mark.index();
    }

    /** Examines, repairs, and leaves the snapshot to start from in the {@link SnapshotStore}. */
    void run() throws IOException {
        checkGroup();
        snapshots.removeTemporaries();
        List<SnapshotFile> damaged = new ArrayList<>();
        CorruptStoreException damage = chooseSnapshot(damaged);
        LogPosition base = snapshots.current().map(SnapshotFile::position).orElse(LogPosition.START);

        LogPosition end = checkSegments(base, damage);
        if (Math.max(end.index(), base.index()) < applied) {
            throw lost(layout.segments(), end.index() + 1, "the log ends before it", damage);
        }
        if (end.index() < base.index()) {
            removeCovered(base);
        }
        new StoreMetadataCheck(settings, layout)
                .run(Math.max(end.term(), base.term()), end.index() >= 0 || base.index() >= 0);

        for (SnapshotFile file : damaged) {
            LOG.warn("{} is damaged and set aside; starting from {} and the log behind it", file.path(), base);
            snapshots.setAside(file);
        }
    }

    private void checkGroup() throws IOException {
        if (!Files.isDirectory(layout.raft())) {
            return;
        }
        try (Stream<Path> groups = Files.list(layout.raft())) {
            for (Path group : groups.filter(Files::isDirectory).toList()) {
                if (!group.getFileName().toString().equals(layout.group().toString())) {
                    throw new IOException(group + ": belongs to another group than '" + settings.group()
                            + "'; open it under the name it was made with, or choose another directory");
                }
            }
        }
    }

    /** Uses the newest whole snapshot, collects the damaged ones before it, and gives the first damage met. */
    private @Nullable CorruptStoreException chooseSnapshot(List<SnapshotFile> damaged) throws IOException {
        CorruptStoreException first = null;
        for (SnapshotFile file : snapshots.list()) {
            try {
                file.verify();
                snapshots.use(Optional.of(file));
                return first;
            } catch (CorruptStoreException e) {
                first = first == null ? e : first;
                damaged.add(file);
            }
        }
        snapshots.use(Optional.empty());
        return first;
    }

    /** Follows the log from its first file to its end, and gives the last whole entry's position. */
    private LogPosition checkSegments(LogPosition base, @Nullable CorruptStoreException damage) throws IOException {
        List<LogSegmentFile> files = segments();
        LogPosition end = LogPosition.START;
        if (!files.isEmpty() && files.get(0).first() > base.index() + 1) {
            throw lost(files.get(0).path(), base.index() + 1, "the log starts behind it", damage);
        }
        for (int i = 0; i < files.size(); i++) {
            LogSegmentFile file = files.get(i);
            boolean isLast = i == files.size() - 1;
            if (i > 0 && file.first() != end.index() + 1) {
                throw lost(file.path(), end.index() + 1, "the file before it ends there", null);
            }
            SegmentScan scan = SegmentScan.read(file, end.term());
            checkWhole(file, scan, isLast);
            if (scan.nextIndex() > file.first()) {
                end = new LogPosition(scan.lastTerm(), scan.nextIndex() - 1);
            }
        }
        return end;
    }

    private void checkWhole(LogSegmentFile file, SegmentScan scan, boolean isLast) throws IOException {
        long next = scan.nextIndex();
        boolean endsAsNamed = file.isOpen() || file.last().getAsLong() == next - 1;
        if (scan.defect().isEmpty() && (endsAsNamed || (isLast && next > applied)) && (isLast || !file.isOpen())) {
            return;
        }
        String what = scan.defect().orElse("it ends before entry " + next);
        if (!isLast || !file.isOpen() || next <= applied) {
            throw new CorruptStoreException(
                    file.path(),
                    what + " (at byte " + scan.wholeBytes() + "; entries up to " + applied
                            + " were acknowledged or applied)",
                    RESTORE,
                    null);
        }
        LOG.info("{}: {} at byte {}; cut off there as a crash's torn tail", file.path(), what, scan.wholeBytes());
        cut(file, scan.wholeBytes());
    }

    /**
     * Removes a log that ends before the snapshot does, as one does that lost its end, or that a crash left when a peer's snapshot had come.
     * The snapshot has all of it; Ratis would load both, and then append nothing, because there is a gap between the log and what follows.
     */
    private void removeCovered(LogPosition base) throws IOException {
        for (LogSegmentFile file : segments()) {
            LOG.warn("{} ends before {}, up to where the snapshot has everything; removed", file.path(), base);
            Files.delete(file.path());
            StoreLayout.forceEntry(file.path());
        }
    }

    private void cut(LogSegmentFile file, long bytes) throws IOException {
        if (bytes <= SegmentScan.HEADER.length) {
            Files.delete(file.path());
            StoreLayout.forceEntry(file.path());
            return;
        }
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }

    private List<LogSegmentFile> segments() throws IOException {
        if (!Files.isDirectory(layout.segments())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.segments())) {
            return files.flatMap(file -> LogSegmentFile.of(file).stream())
                    .sorted(LogSegmentFile.BY_FIRST)
                    .toList();
        }
    }

    /** Names the snapshot that should have covered the gap, if there was one; else the place of the gap. */
    private CorruptStoreException lost(Path where, long index, String how, @Nullable CorruptStoreException damage) {
        if (damage != null) {
            return damage;
        }
        return new CorruptStoreException(
                where,
                "entry " + index + " is missing: " + how + " (entries up to " + applied
                        + " were acknowledged or applied)",
                RESTORE,
                null);
    }
}
