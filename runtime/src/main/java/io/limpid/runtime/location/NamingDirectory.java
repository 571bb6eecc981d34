package io.limpid.runtime.location;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CurrentCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The directory that naming keeps. Of a name of which nothing is known any server is asked first, and believed if it has it and has heard of no less
 * than another told before: so nothing that was found is older than what was found earlier. Everything else is asked of the server that leads.
 */
public final class NamingDirectory implements Directory {
    private final Naming naming;
    private final Naming anyServer;

    /** The last change of which any answer told. */
    private final AtomicLong revision = new AtomicLong();

    /**
     * Makes one.
     *
     * @param naming answers for all servers together
     * @param anyServer answers as any one, what each may answer for itself
     */
    public NamingDirectory(Naming naming, Naming anyServer) {
        this.naming = naming;
        this.anyServer = anyServer;
    }

    @Override
    public CompletableFuture<Resolution> resolve(ObjectName name) {
        // The answer is for everybody who asks meanwhile: it must not end with the call that happened to ask first.
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.resolve(name).handle(this::toResolution).toCompletableFuture();
        }
    }

    @Override
    public CompletableFuture<Resolution> find(ObjectName name) {
        long heard = revision.get();
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return anyServer
                    .find(name)
                    .<Optional<Resolution>>handle(
                            (found, failure) -> failure == null ? believed(found, heard) : Optional.empty())
                    .thenCompose(known ->
                            known.map(CompletableFuture::completedFuture).orElseGet(() -> resolve(name)))
                    .toCompletableFuture();
        }
    }

    private Optional<Resolution> believed(Naming.Found found, long heard) {
        if (found.revision() < heard) {
            return Optional.empty();
        }
        hear(found.revision());
        return found.entry().map(entry -> new Resolution.Bound(entry.binding()));
    }

    private Resolution toResolution(Optional<Naming.Entry> entry, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new Resolution.Unavailable("naming cannot be asked: " + cause.getMessage());
        }
        entry.ifPresent(known -> hear(known.binding().epoch()));
        return entry.<Resolution>map(known -> new Resolution.Bound(known.binding()))
                .orElseGet(Resolution.Absent::new);
    }

    private void hear(long told) {
        revision.accumulateAndGet(told, Math::max);
    }

    @Override
    public String toString() {
        return "naming";
    }
}
