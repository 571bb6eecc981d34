package io.limpid.runtime.stub;

import io.limpid.runtime.invocation.Clock;
import io.limpid.runtime.invocation.Express;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Shortcut;
import io.limpid.runtime.invocation.Waits;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The way that a stub's calls take. Immutable.
 *
 * @param pipeline makes the call happen; completes at the deadline at the latest, and at once when the call is cancelled
 * @param clock the clock of its deadlines
 * @param timeout the span of calls for which nothing else says one
 * @param callbacks completes the futures given to callers, so that what they hang on them never runs on an I/O thread
 * @param scope parts references that look alike and are not: equal for two paths if the same reference means the same object
 * @param waits how callers wait
 * @param meanwhile what they do until then
 * @param shortcut what is tried before the pipeline where a caller waits
 * @param express what is tried before the pipeline by calls that serve no other
 */
public record CallPath(
        Invoker pipeline,
        Clock clock,
        Duration timeout,
        Executor callbacks,
        Object scope,
        Waits waits,
        Meanwhile meanwhile,
        Shortcut shortcut,
        Express express) {
    /** One on which the caller's thread stands still. */
    public CallPath(Invoker pipeline, Clock clock, Duration timeout, Executor callbacks, Object scope) {
        this(pipeline, clock, timeout, callbacks, scope, Waits.BLOCKING, Meanwhile.NOTHING);
    }

    /** One that no call passes by. */
    public CallPath(
            Invoker pipeline,
            Clock clock,
            Duration timeout,
            Executor callbacks,
            Object scope,
            Waits waits,
            Meanwhile meanwhile) {
        this(pipeline, clock, timeout, callbacks, scope, waits, meanwhile, Shortcut.NONE, Express.NONE);
    }

    /** The same through another pipeline, which no call may pass by. */
    CallPath through(Invoker other) {
        return new CallPath(other, clock, timeout, callbacks, scope, waits, meanwhile, Shortcut.NONE, Express.NONE);
    }
}
