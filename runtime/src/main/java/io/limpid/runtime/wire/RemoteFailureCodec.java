package io.limpid.runtime.wire;

import io.limpid.RemoteFailureException;
import org.jspecify.annotations.Nullable;

/** The codec of {@link RemoteFailureException}, which also stands for what cannot arrive as itself. */
final class RemoteFailureCodec extends TrackedCodec<RemoteFailureException> {
    static final int ID = WireType.hash(RemoteFailureException.class.getName());
    static final RemoteFailureCodec INSTANCE = new RemoteFailureCodec();

    private static final StackTraceElement[] NO_FRAMES = {};

    /** What a frame takes at least: three texts and a number. */
    private static final int FRAME_BYTES = 4;

    private static final int FRAME_HEAP_BYTES = 64;

    private RemoteFailureCodec() {
        super("RemoteFailureException", Tracking.AFTER);
    }

    static RemoteFailureException of(Throwable thrown) {
        if (thrown instanceof RemoteFailureException failure) {
            return failure;
        }
        String message = thrown.getMessage();
        return made(message == null ? thrown.getClass().getSimpleName() : message, "", NO_FRAMES);
    }

    private static RemoteFailureException made(
            @Nullable String message, @Nullable String failureId, StackTraceElement[] frames) {
        return new RemoteFailureException(message == null ? "" : message, failureId == null ? "" : failureId, frames);
    }

    /** Without frames the record ends after the id, as it always did; with them the cause follows, which is told like this one. */
    @Override
    void writeContent(PayloadWriter out, RemoteFailureException value) {
        int mark = out.beginRecord();
        out.writeString(value.getMessage());
        out.writeString(value.failureId());
        StackTraceElement[] frames = value.remoteFrames();
        if (frames.length > 0) {
            out.writeCount(frames.length);
            for (StackTraceElement frame : frames) {
                out.writeString(frame.getClassName());
                out.writeString(frame.getMethodName());
                out.writeString(frame.getFileName());
                out.writeInt(frame.getLineNumber());
            }
            out.thrown().writeCause(out, value.getCause());
        }
        out.endRecord(mark);
    }

    @Override
    RemoteFailureException readContent(PayloadReader in, int slot) {
        int outer = in.beginRecord();
        String message = in.readString();
        String failureId = in.readString();
        RemoteFailureException value;
        if (in.hasMore()) {
            value = made(message, failureId, readFrames(in));
            Throwable cause = in.thrown().readCause(in);
            if (cause != null) {
                value.initCause(cause);
            }
        } else {
            value = made(message, failureId, NO_FRAMES);
        }
        in.endRecord(outer);
        return value;
    }

    private static StackTraceElement[] readFrames(PayloadReader in) {
        StackTraceElement[] frames = new StackTraceElement[in.beginElements(FRAME_BYTES, FRAME_HEAP_BYTES)];
        for (int i = 0; i < frames.length; i++) {
            in.element();
            String type = in.readString();
            String method = in.readString();
            String file = in.readString();
            int line = in.readInt();
            if (type == null || method == null) {
                throw in.fail("a frame without a class or a method");
            }
            frames[i] = new StackTraceElement(type, method, file, line);
        }
        return frames;
    }

    /** Reads an exception of a type that is not known here: its message, which every exception begins with. */
    static RemoteFailureException readUnknown(PayloadReader in) {
        if (in.readUnsigned() != NEW) {
            return made("an exception of a type that is not known here", "", NO_FRAMES);
        }
        int outer = in.beginRecord();
        String message = in.readString();
        in.endRecord(outer);
        return made(message, "", NO_FRAMES);
    }
}
