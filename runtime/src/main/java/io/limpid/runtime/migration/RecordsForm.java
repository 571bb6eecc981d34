package io.limpid.runtime.migration;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.ClientKey;
import io.limpid.runtime.completion.CompletionRecords.ClientRecord;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.wire.ReplyFrame;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Completion records as bytes, behind the state whose they are. An answer is written as it was recorded: neither host has a use for what it
 * means.
 */
public final class RecordsForm {
    private static final int RETURNED = 0;
    private static final int THREW = 1;
    private static final int FAILED = 2;
    private static final int NEVER_RUNS = 3;
    private static final int UNKNOWN = 4;

    private RecordsForm() {}

    /** Writes all; the stream may go on behind it. */
    public static void write(List<ClientRecord<Answer>> records, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(records.size());
        for (ClientRecord<Answer> each : records) {
            out.writeLong(each.client().clientId());
            writeText(out, each.client().principal());
            out.writeLong(each.acknowledged());
            out.writeInt(each.answers().size());
            for (Map.Entry<Long, Answer> answer : each.answers().entrySet()) {
                out.writeLong(answer.getKey());
                write(out, answer.getValue());
            }
        }
        out.flush();
    }

    /** Writes one answer; of a refusal, no more than that the call never runs. */
    public static void write(DataOutputStream out, Answer answer) throws IOException {
        ReplyFrame.Answer head = answer.head();
        if (head instanceof ReplyFrame.Returned || head instanceof ReplyFrame.Threw) {
            out.writeByte(head instanceof ReplyFrame.Returned ? RETURNED : THREW);
            writeBytes(out, answer.payload());
        } else if (head instanceof ReplyFrame.Failed failed) {
            out.writeByte(FAILED);
            writeText(out, failed.message());
            writeText(out, failed.failureId());
        } else if (head instanceof ReplyFrame.NotExecuted refused) {
            out.writeByte(NEVER_RUNS);
            writeText(out, refused.detail());
        } else if (head instanceof ReplyFrame.Unknown unknown) {
            out.writeByte(UNKNOWN);
            writeText(out, unknown.detail());
        }
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
        } else {
            writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #write} wrote. Takes room as bytes come, not as they are promised. */
    public static List<ClientRecord<Answer>> read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int clients = in.readInt();
        List<ClientRecord<Answer>> records = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            ClientKey client = new ClientKey(in.readLong(), text(in));
            long acknowledged = in.readLong();
            int count = in.readInt();
            Map<Long, Answer> answers = new TreeMap<>();
            for (int j = 0; j < count; j++) {
                answers.put(in.readLong(), readAnswer(in));
            }
            records.add(new ClientRecord<>(client, acknowledged, answers));
        }
        return records;
    }

    /** Reads one answer. */
    public static Answer readAnswer(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case RETURNED -> withPayload(readBytes(in), true);
            case THREW -> withPayload(readBytes(in), false);
            case FAILED -> bare(new ReplyFrame.Failed(readText(in), text(in)));
            case NEVER_RUNS -> bare(new ReplyFrame.NotExecuted(Reason.CANCELLED, text(in), 0, null));
            case UNKNOWN -> bare(new ReplyFrame.Unknown(text(in)));
            default -> throw new IOException("the records have an answer of kind " + kind);
        };
    }

    private static Answer withPayload(byte[] payload, boolean returned) {
        return new Answer(
                returned ? new ReplyFrame.Returned(payload.length) : new ReplyFrame.Threw(payload.length), payload);
    }

    private static Answer bare(ReplyFrame.Answer head) {
        return new Answer(head, new byte[0]);
    }

    private static String text(DataInputStream in) throws IOException {
        String text = readText(in);
        if (text == null) {
            throw new IOException("the records lack a text");
        }
        return text;
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == -1 ? null : new String(readBytes(in, length), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return readBytes(in, in.readInt());
    }

    private static byte[] readBytes(DataInputStream in, int length) throws IOException {
        if (length < 0) {
            throw new IOException("the records have " + length + " bytes of something");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw SectionInput.cutOff();
        }
        return bytes;
    }
}
