package io.limpid.naming.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Commands, queries and answers as bytes. Each begins with the format's version and its kind; commands are what a log keeps, so a
 * kind's number and fields stay as they are for as long as any log may hold them, and a change of either is a new kind.
 */
public final class Messages {
    private static final int FORMAT = 1;

    private Messages() {}

    /** Encodes a command. */
    public static byte[] write(Command command) {
        return write(out -> CommandFormat.write(command, out));
    }

    /** Encodes a query. */
    public static byte[] write(Query query) {
        return write(out -> QueryFormat.write(query, out));
    }

    /** Encodes an answer. */
    static byte[] write(Answer answer) {
        return write((Output out) -> AnswerFormat.write(answer, out));
    }

    static Command readCommand(byte[] bytes) {
        return read(bytes, "command", CommandFormat::read);
    }

    static Query readQuery(byte[] bytes) {
        return read(bytes, "query", QueryFormat::read);
    }

    /** Decodes an answer. */
    public static Answer readAnswer(byte[] bytes) {
        return read(bytes, "answer", AnswerFormat::read);
    }

    private static byte[] write(Consumer<Output> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        Output out = new Output(bytes);
        out.writeByte(FORMAT);
        content.accept(out);
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, String what, Input.Element<T> content) {
        Input in = new Input(new ByteArrayInputStream(bytes));
        try {
            int format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("format " + format + " (expected: " + FORMAT + ")");
            }
            return content.read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "naming cannot read a " + what + "; it was written by another version of Limpid, use that one", e);
        }
    }
}
