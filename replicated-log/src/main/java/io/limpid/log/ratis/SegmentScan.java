package io.limpid.log.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * How far one log file is whole: header, then frames of a length (varint), an entry and a CRC32C over both, then zeros to the end,
 * because Ratis allocates ahead. Of an entry only term and index are read: the sum vouches for the rest, and a start has to be quick.
 *
 * @param nextIndex the first index that is not there whole
 * @param wholeBytes the length of the file up to there
 * @param lastTerm the term of the last whole entry, or the one given if there is none
 * @param defect what stands at {@code wholeBytes} if it is neither the end of the file nor zeros to the end
 */
record SegmentScan(long nextIndex, long wholeBytes, long lastTerm, Optional<String> defect) {
    static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.UTF_8);

    private static final int MAX_LENGTH_BYTES = 5;
    private static final int MAX_FIELD_BYTES = 10;

    /** Protobuf's tags of the first two fields of an entry: number and wire type 0. */
    private static final int TERM_TAG = 1 << 3;

    private static final int INDEX_TAG = 2 << 3;
    private static final int SUM_BYTES = Integer.BYTES;

    static SegmentScan read(LogSegmentFile file, long previousTerm) throws IOException {
        return new Reader(Files.readAllBytes(file.path()), file.first(), previousTerm).scan();
    }

    /** Reads the frames one after another; a whole segment fits into memory, and Ratis holds it there too. */
    private static final class Reader {
        private final byte[] bytes;
        private int position;
        private long index;
        private long term;

        Reader(byte[] bytes, long firstIndex, long previousTerm) {
            this.bytes = bytes;
            this.index = firstIndex;
            this.term = previousTerm;
        }

        SegmentScan scan() {
            if (bytes.length < HEADER.length || !Arrays.equals(bytes, 0, HEADER.length, HEADER, 0, HEADER.length)) {
                return result(Optional.of("the header is not that of a log file"));
            }
            position = HEADER.length;
            while (position < bytes.length && bytes[position] != 0) {
                Optional<String> defect = next();
                if (defect.isPresent()) {
                    return result(defect);
                }
            }
            for (int i = position; i < bytes.length; i++) {
                if (bytes[i] != 0) {
                    return result(Optional.of("entry " + index + " is missing, though bytes follow"));
                }
            }
            return result(Optional.empty());
        }

        private SegmentScan result(Optional<String> defect) {
            return new SegmentScan(index, position, term, defect);
        }

        private Optional<String> next() {
            int frame = position;
            OptionalLong length = varint(MAX_LENGTH_BYTES);
            if (length.isEmpty()) {
                return defect(frame, "the length of entry " + index + " is not readable");
            }
            int start = position;
            if (length.getAsLong() > bytes.length - start - SUM_BYTES) {
                return defect(frame, "entry " + index + " reaches beyond the end of the file");
            }
            int end = start + (int) length.getAsLong();
            CRC32C sum = new CRC32C();
            sum.update(bytes, frame, end - frame);
            if ((int) sum.getValue() != ByteBuffer.wrap(bytes, end, SUM_BYTES).getInt()) {
                return defect(frame, "the sum of entry " + index + " is wrong");
            }
            long entryTerm = field(TERM_TAG, end);
            long entryIndex = field(INDEX_TAG, end);
            if (entryIndex != index || entryTerm < term) {
                return defect(
                        frame,
                        "entry " + entryIndex + " of term " + entryTerm + " stands where entry " + index + " of term "
                                + term + " or later belongs");
            }
            position = end + SUM_BYTES;
            index++;
            term = entryTerm;
            return Optional.empty();
        }

        private Optional<String> defect(int frame, String what) {
            position = frame;
            return Optional.of(what);
        }

        /** Reads one of the entry's first two fields; protobuf leaves a zero out. */
        private long field(int tag, int end) {
            if (position >= end || bytes[position] != tag) {
                return 0;
            }
            position++;
            return varint(MAX_FIELD_BYTES).orElse(-1);
        }

        private OptionalLong varint(int maxBytes) {
            long value = 0;
            for (int i = 0; i < maxBytes && position < bytes.length; i++) {
                byte next = bytes[position++];
                value |= (long) (next & 0x7f) << (7 * i);
                if (next >= 0) {
                    return OptionalLong.of(value);
                }
            }
            return OptionalLong.empty();
        }
    }
}
