package io.limpid.runtime.wire;

import io.limpid.RemoteFailureException;

/** The codec of {@link RemoteFailureException}, which also stands for what cannot arrive as itself. */
final class RemoteFailureCodec extends TrackedCodec<RemoteFailureException> {
    static final int ID = WireType.hash(RemoteFailureException.class.getName());
    static final RemoteFailureCodec INSTANCE = new RemoteFailureCodec();

    private RemoteFailureCodec() {
        super("RemoteFailureException", Tracking.AFTER);
    }

    static RemoteFailureException of(Throwable thrown) {
        if (thrown instanceof RemoteFailureException failure) {
            return failure;
        }
        String message = thrown.getMessage();
        return new RemoteFailureException(message == null ? thrown.getClass().getSimpleName() : message, "");
    }

    @Override
    void writeContent(PayloadWriter out, RemoteFailureException value) {
        int mark = out.beginRecord();
        out.writeString(value.getMessage());
        out.writeString(value.failureId());
        out.endRecord(mark);
    }

    @Override
    RemoteFailureException readContent(PayloadReader in, int slot) {
        int outer = in.beginRecord();
        String message = in.readString();
        String failureId = in.readString();
        in.endRecord(outer);
        return new RemoteFailureException(message == null ? "" : message, failureId == null ? "" : failureId);
    }

    /** Reads an exception of a type that is not known here: its message, which every exception begins with. */
    static RemoteFailureException readUnknown(PayloadReader in) {
        if (in.readUnsigned() != NEW) {
            return new RemoteFailureException("an exception of a type that is not known here", "");
        }
        int outer = in.beginRecord();
        String message = in.readString();
        in.endRecord(outer);
        return new RemoteFailureException(message == null ? "" : message, "");
    }
}
