package io.limpid.cell;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.migration.RecordsForm;
import io.limpid.runtime.transport.Answer;
import io.limpid.runtime.transport.RequestHandler.Responder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the state machine says to a call, on its way from there to the connection; it is kept nowhere in this form. */
final class CellAnswer {
    private static final int ANSWERED = 0;
    private static final int REFUSED = 1;

    private CellAnswer() {}

    /** The call has run, or had. */
    static byte[] of(Answer answer) {
        return written(out -> {
            out.writeByte(ANSWERED);
            RecordsForm.write(out, answer);
        });
    }

    /** It did not run, and changed nothing. */
    static byte[] refusal(Reason reason, String detail) {
        return written(out -> {
            out.writeByte(REFUSED);
            out.writeUTF(reason.name());
            out.writeUTF(detail);
        });
    }

    /** Tells the caller. */
    static void send(byte[] bytes, Responder responder) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() == ANSWERED) {
                responder.send(RecordsForm.readAnswer(in));
            } else {
                responder.refuse(new NotExecuted(Reason.valueOf(in.readUTF()), in.readUTF()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes an answer. */
    private interface Writing {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
