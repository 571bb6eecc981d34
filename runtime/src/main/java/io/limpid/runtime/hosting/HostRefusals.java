package io.limpid.runtime.hosting;

import io.limpid.NotExecutedException.Reason;
import io.limpid.runtime.invocation.MethodDescriptor;
import io.limpid.runtime.invocation.Outcome.NotExecuted;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.transport.Request;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a host says to callers whose calls it does not run. */
final class HostRefusals {
    /** When a caller that was refused for want of room should come back at the earliest and at the latest; spread by the caller. */
    private static final Duration SOON = Duration.ofMillis(50);

    static final Duration LATE = Duration.ofSeconds(10);

    private HostRefusals() {}

    /** There is no room to write down another call of the client. */
    static NotExecuted full() {
        return overloaded("too many answers of this client are not acknowledged", 0);
    }

    static NotExecuted over(Request request) {
        return new NotExecuted(
                Reason.NOT_ALLOWED, "the lease of client " + request.id().clientId() + " has ended");
    }

    static NotExecuted anothers(long clientId) {
        return new NotExecuted(Reason.NOT_ALLOWED, "the client id " + clientId + " is another's");
    }

    static NotExecuted mismatch(Request request, Export export, @Nullable RemoteType<?> type) {
        if (type == null) {
            String known = export.object().types().stream()
                    .map(each -> each.id().name())
                    .collect(Collectors.joining(", "));
            return new NotExecuted(
                    Reason.INTERFACE_MISMATCH,
                    request.object() + " has no interface " + request.type() + " (it has: " + known + ")");
        }
        return new NotExecuted(
                Reason.INTERFACE_MISMATCH,
                "the interface " + type.id() + " of " + request.object() + " has no method with the number "
                        + Integer.toUnsignedString(request.method())
                        + " (caller and host were built from different versions of it)");
    }

    static NotExecuted shut() {
        return new NotExecuted(Reason.CLOSED, "this host is closing");
    }

    /** A refusal for want of room that asks the caller to come back once those that wait now are through. */
    static NotExecuted overloaded(String detail, long waitNanos) {
        long hint = Math.max(SOON.toNanos(), Math.min(waitNanos, LATE.toNanos()));
        return new NotExecuted(Reason.OVERLOADED, detail, Duration.ofNanos(hint), null, null);
    }

    static NotExecuted unreadable(MethodDescriptor<?> method, Throwable cause) {
        return new NotExecuted(
                Reason.BAD_REQUEST, "the arguments of " + method + " cannot be read: " + cause.getMessage());
    }
}
