package io.limpid.log.ratis;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of Ratis' log by its name: {@code log_<first>-<last>} once closed, {@code log_inprogress_<first>} while written.
 *
 * @param last the last index, or empty for the one being written
 */
record LogSegmentFile(Path path, long first, OptionalLong last) {
    static final Comparator<LogSegmentFile> BY_FIRST = Comparator.comparingLong(LogSegmentFile::first);

    private static final Pattern CLOSED = Pattern.compile("log_(\\d{1,18})-(\\d{1,18})");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d{1,18})");

    static Optional<LogSegmentFile> of(Path path) {
        String name = path.getFileName().toString();
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return Optional.of(new LogSegmentFile(
                    path, Long.parseLong(closed.group(1)), OptionalLong.of(Long.parseLong(closed.group(2)))));
        }
        Matcher open = OPEN.matcher(name);
        return open.matches()
                ? Optional.of(new LogSegmentFile(path, Long.parseLong(open.group(1)), OptionalLong.empty()))
                : Optional.empty();
    }

    boolean isOpen() {
        return last.isEmpty();
    }
}
