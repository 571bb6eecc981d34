package io.limpid.runtime.completion;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.limpid.runtime.completion.LeaseAuthority.Answer;
import io.limpid.runtime.invocation.Scheduler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a client id alive and draws a new one when it has ended. Calls never wait for it: while the authority is away leases
 * stand still, so the id stays in use until the authority itself says that it is over.
 *
 * <p>States: <em>opening</em> (no id yet, or a new one is wanted) - granted -> <em>held</em> (renewed after a third of each term) -
 * ended -> <em>opening</em>; unavailable in either state asks again after a while; <em>closed</em> from any, for ever. A host that does not let a call in
 * may have heard from naming that the id is over, before this process has: then it is renewed at once.
 */
public final class ClientLease {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLease.class);

    /** After two lost renewals there is still time for a third. */
    private static final int RENEWALS_PER_TERM = 3;

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration WAIT_WHEN_UNAVAILABLE = Duration.ofSeconds(2);

    /** Hosts may refuse every call for other reasons, and naming must not hear of each. */
    private static final Duration BETWEEN_DOUBTS = Duration.ofSeconds(1);

    private final LeaseAuthority authority;
    private final InvocationIds ids;
    private final Scheduler scheduler;
    private final CompletableFuture<Answer> first = new CompletableFuture<>();

    @GuardedBy("this")
    private boolean closed;

    /** What is scheduled; null while the authority is being asked. */
    @GuardedBy("this")
    private Scheduler.@Nullable Task next;

    /** Whether it was asked because of a doubt within the last while. */
    @GuardedBy("this")
    private boolean doubtedLately;

    /** Makes one that holds nothing yet. */
    public ClientLease(LeaseAuthority authority, InvocationIds ids, Scheduler scheduler) {
        this.authority = authority;
        this.ids = ids;
        this.scheduler = scheduler;
    }

    /** Begins to ask; gives the first answer, whatever it is. */
    public CompletableFuture<Answer> begin() {
        ids.doubtedTo(this::doubted);
        open();
        return first;
    }

    /** Gives the id back and asks nothing more; completes once the authority knows, or cannot be told. */
    public CompletableFuture<Void> close() {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(null);
            }
            closed = true;
        }
        return ids.clientId() == 0 ? CompletableFuture.completedFuture(null) : authority.close(ids.clientId());
    }

    private void open() {
        CompletableFuture<Void> unused = authority.open().thenAccept(this::answered);
    }

    private void renew() {
        CompletableFuture<Void> unused = authority.renew(ids.clientId()).thenAccept(this::answered);
    }

    private void answered(Answer answer) {
        if (answer instanceof Answer.Granted granted) {
            granted(granted);
        } else if (answer instanceof Answer.Ended) {
            LOG.warn("the lease of client {} has ended; further calls use a new client id", ids.clientId());
            ids.end();
            later(SHORTEST_WAIT, this::open);
        } else {
            later(WAIT_WHEN_UNAVAILABLE, ids.clientId() == 0 ? this::open : this::renew);
        }
        first.complete(answer);
    }

    private void granted(Answer.Granted granted) {
        if (isClosed()) {
            CompletableFuture<Void> unused = authority.close(granted.clientId());
            return;
        }
        if (granted.clientId() != ids.clientId()) {
            ids.adopt(granted.clientId());
        }
        Duration third = granted.term().dividedBy(RENEWALS_PER_TERM);
        later(third.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : third, this::renew);
    }

    /** A call was refused under this id: it is asked at once whether it lives, unless that is being asked, or was within the last second. */
    private void doubted(long clientId) {
        synchronized (this) {
            if (closed || doubtedLately || next == null || clientId != ids.clientId()) {
                return;
            }
            doubtedLately = true;
            next.cancel();
            next = scheduler.schedule(Duration.ZERO, () -> begin(this::renew));
        }
        scheduler.schedule(BETWEEN_DOUBTS, this::forgetDoubt);
    }

    private synchronized void forgetDoubt() {
        doubtedLately = false;
    }

    private synchronized void later(Duration wait, Runnable step) {
        if (!closed) {
            if (next != null) {
                // One that had begun when it was doubted asks as well.
                next.cancel();
            }
            next = scheduler.schedule(wait, () -> begin(step));
        }
    }

    private void begin(Runnable step) {
        synchronized (this) {
            next = null;
            if (closed) {
                return;
            }
        }
        step.run();
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
