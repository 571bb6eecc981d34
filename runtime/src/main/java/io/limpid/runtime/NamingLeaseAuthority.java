package io.limpid.runtime;

import io.limpid.NotExecutedException;
import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.completion.LeaseAuthority;
import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.location.Naming;
import io.limpid.runtime.location.Naming.Lease;
import io.limpid.runtime.location.Naming.LeaseEndedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Naming as the authority over client ids. */
final class NamingLeaseAuthority implements LeaseAuthority {
    private final Naming naming;
    private final String description;

    NamingLeaseAuthority(Naming naming, String description) {
        this.naming = naming;
        this.description = description;
    }

    @Override
    public CompletableFuture<Answer> open() {
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.openClient(description)
                    .handle(NamingLeaseAuthority::toAnswer)
                    .toCompletableFuture();
        }
    }

    @Override
    public CompletableFuture<Answer> renew(long clientId) {
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.renewClient(clientId)
                    .handle(NamingLeaseAuthority::toAnswer)
                    .toCompletableFuture();
        } catch (LeaseEndedException e) {
            return CompletableFuture.completedFuture(new Answer.Ended());
        }
    }

    @Override
    public CompletableFuture<Void> close(long clientId) {
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.closeClient(clientId)
                    .<Void>handle((nothing, failure) -> null)
                    .toCompletableFuture();
        }
    }

    private static Answer toAnswer(@Nullable Lease lease, @Nullable Throwable failure) {
        if (lease != null) {
            return new Answer.Granted(lease.clientId(), Duration.ofMillis(lease.termMillis()));
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        // An id that is another's, because this process came with another certificate before, is of no more use than
        // one
        // that is over.
        boolean isAnothers = cause instanceof NotExecutedException refused && refused.reason() == Reason.NOT_ALLOWED;
        return isAnothers || cause instanceof LeaseEndedException
                ? new Answer.Ended()
                : new Answer.Unavailable(cause == null ? "naming gave no lease" : String.valueOf(cause.getMessage()));
    }
}
