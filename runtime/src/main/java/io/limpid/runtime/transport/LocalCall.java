package io.limpid.runtime.transport;

import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt within this process, and the way back. Thread-safe. */
final class LocalCall implements RequestHandler.Responder {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCall.class);

    final CompletableFuture<Outcome> future = new CompletableFuture<>();

    private final LocalConnection near;
    private final Invocation invocation;
    private final Standing standing;
    private final byte[] arguments;
    private final Cancellation atPeer = new Cancellation();
    private final AtomicBoolean answered = new AtomicBoolean();

    /** Set once by the caller's thread; null for so long. */
    private volatile Cancellation.@Nullable Registration registration;

    LocalCall(LocalConnection near, Invocation invocation, Standing standing, byte[] arguments) {
        this.near = near;
        this.invocation = invocation;
        this.standing = standing;
        this.arguments = arguments;
    }

    Invocation invocation() {
        return invocation;
    }

    byte[] arguments() {
        return arguments;
    }

    void cancelledBy(Cancellation.Registration given) {
        registration = given;
        if (future.isDone()) {
            given.close();
        }
    }

    /** Gives it to the other end's handler. */
    void begin() {
        LocalConnection far = near.peer();
        Duration left = Duration.ofNanos(Math.max(
                0,
                invocation
                        .deadline()
                        .remainingNanos(near.wiring().surroundings().clock())));
        Request request = new Request(
                invocation.object(),
                invocation.method().type(),
                invocation.method().id(),
                standing,
                invocation.journal().acknowledged().ofObject(),
                invocation.id(),
                invocation.chain(),
                Deadline.after(left, far.wiring().surroundings().clock()),
                arguments,
                atPeer,
                far);
        try {
            far.wiring().handler().handle(request, this);
        } catch (RuntimeException | Error e) {
            LOG.error("the request handler threw, which it must not; the call's outcome is unknown", e);
            if (answered.compareAndSet(false, true)) {
                end(new Outcome.Unknown("the host failed while it took the call", null));
                near.answered(this);
            }
        }
    }

    /** Tells the method that its caller is gone. */
    void cancelAtPeer() {
        atPeer.cancel();
    }

    /** Ends it for the caller, unless it has ended. */
    void end(Outcome outcome) {
        if (future.complete(outcome)) {
            Cancellation.Registration listening = registration;
            if (listening != null) {
                listening.close();
            }
        }
    }

    @Override
    public Answer encode(MethodDescriptor<?> method, Outcome outcome) {
        return near.peer().payloads().encode(method, outcome, near.mostBytes());
    }

    @Override
    public void send(Answer answer) {
        if (isFirstAnswer()) {
            near.payloads()
                    .decode(
                            invocation.method(),
                            answer.head(),
                            Payload.of(answer.payload()),
                            near.wiring().surroundings().executor(),
                            this::end);
            near.answered(this);
        }
    }

    @Override
    public void refuse(Outcome.NotExecuted refusal) {
        if (isFirstAnswer()) {
            end(refusal);
            near.answered(this);
        }
    }

    private boolean isFirstAnswer() {
        if (answered.compareAndSet(false, true)) {
            return true;
        }
        LOG.error("a call of {} was answered twice; the second answer is dropped", invocation.object());
        return false;
    }
}
