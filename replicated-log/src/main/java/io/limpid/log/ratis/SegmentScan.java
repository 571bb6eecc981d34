package io.limpid.log.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/**
 * How far one log file is whole: header, then frames of a length (varint), an entry and a CRC32C over both, then zeros to the end,
 * because Ratis allocates ahead.
 *
 * @param nextIndex the first index that is not there whole
 * @param wholeBytes the length of the file up to there
 * @param lastTerm the term of the last whole entry, or the one given if there is none
 * @param defect what stands at {@code wholeBytes} if it is neither the end of the file nor zeros to the end
 */
record SegmentScan(long nextIndex, long wholeBytes, long lastTerm, Optional<String> defect) {
    static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.UTF_8);

    private static final int MAX_VARINT_BYTES = 5;
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
            long length = 0;
            int start = position;
            int shift = 0;
            do {
                if (start - position >= MAX_VARINT_BYTES || start >= bytes.length) {
                    return Optional.of("the length of entry " + index + " is not readable");
                }
                length |= (long) (bytes[start] & 0x7f) << shift;
                shift += 7;
            } while (bytes[start++] < 0);
            if (length > bytes.length - start - SUM_BYTES) {
                return Optional.of("entry " + index + " reaches beyond the end of the file");
            }
            int end = start + (int) length;
            CRC32C sum = new CRC32C();
            sum.update(bytes, position, end - position);
            if ((int) sum.getValue() != ByteBuffer.wrap(bytes, end, SUM_BYTES).getInt()) {
                return Optional.of("the sum of entry " + index + " is wrong");
            }
            return accept(start, (int) length);
        }

        private Optional<String> accept(int start, int length) {
            LogEntryProto entry;
            try {
                entry = LogEntryProto.parser().parseFrom(bytes, start, length);
            } catch (InvalidProtocolBufferException e) {
                return Optional.of("entry " + index + " is not readable: " + e.getMessage());
            }
            if (entry.getIndex() != index || entry.getTerm() < term) {
                return Optional.of("entry " + entry.getIndex() + " of term " + entry.getTerm() + " stands where entry "
                        + index + " of term " + term + " or later belongs");
            }
            position = start + length + SUM_BYTES;
            index++;
            term = entry.getTerm();
            return Optional.empty();
        }
    }
}
