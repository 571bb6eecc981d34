package io.limpid.runtime.stub;

import java.util.ArrayList;
import java.util.List;

/** Makes the stack trace of what a call ended with tell where it was called from: first what matters, nothing of Limpid's before it. */
final class CallSite {
    /** Stands between the frames of the other process, if it sent any, and those of this one. */
    private static final StackTraceElement BORDER =
            new StackTraceElement("remote", "call", "the frames below are those of the caller", -1);

    private static final String STUB_PACKAGE = CallSite.class.getPackageName() + ".";

    private CallSite() {}

    /** Appends this thread's frames, from the stub outwards, to those that came with the exception. */
    static void join(Throwable remote) {
        List<StackTraceElement> frames = new ArrayList<>(List.of(remote.getStackTrace()));
        if (!frames.isEmpty()) {
            frames.add(BORDER);
        }
        boolean outside = false;
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            outside |= !frame.getClassName().startsWith(STUB_PACKAGE);
            if (outside) {
                frames.add(frame);
            }
        }
        remote.setStackTrace(frames.toArray(new StackTraceElement[0]));
    }
}
