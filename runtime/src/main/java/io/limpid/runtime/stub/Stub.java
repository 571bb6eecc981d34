package io.limpid.runtime.stub;

/** What every generated stub also implements, so that the runtime can reach what lies behind it. */
public interface Stub {
    /** Where its calls go. */
    StubInvoker stubInvoker();
}
