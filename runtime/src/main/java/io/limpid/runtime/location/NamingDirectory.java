package io.limpid.runtime.location;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.CurrentCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The directory that naming keeps. */
public final class NamingDirectory implements Directory {
    private final Naming naming;

    /** Makes one over naming's stub. */
    public NamingDirectory(Naming naming) {
        this.naming = naming;
    }

    @Override
    public CompletableFuture<Resolution> resolve(ObjectName name) {
        // The answer is for everybody who asks meanwhile: it must not end with the call that happened to ask first.
        try (CurrentCall.Scope onOwnBehalf = CurrentCall.leave()) {
            return naming.resolve(name).handle(NamingDirectory::toResolution).toCompletableFuture();
        }
    }

    private static Resolution toResolution(Optional<Naming.Entry> entry, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new Resolution.Unavailable("naming cannot be asked: " + cause.getMessage());
        }
        return entry.<Resolution>map(known -> new Resolution.Bound(known.binding()))
                .orElseGet(Resolution.Absent::new);
    }

    @Override
    public String toString() {
        return "naming";
    }
}
