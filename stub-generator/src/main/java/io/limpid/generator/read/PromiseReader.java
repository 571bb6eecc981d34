package io.limpid.generator.read;

import io.limpid.Idempotent;
import io.limpid.NonBlocking;
import io.limpid.ReadOnly;
import io.limpid.Strategy;
import io.limpid.Timeout;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.RemoteMethod.Effect;
import io.limpid.generator.model.RemoteMethod.Replication;
import io.limpid.generator.read.MethodFinder.Found;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a method promises, and how long its calls may take. The most specific declaration speaks; where an interface inherits
 * several of which none overrides the others, they must say the same, or the order of its {@code extends} would decide.
 */
final class PromiseReader {
    /**
     * The way between two machines and back takes hundreds of microseconds, in which deadlines travel, and a timer is late by about a
     * millisecond: a call with less would end at its deadline, whatever the network and the object do.
     */
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final TypeElement remote;
    private final Platform platform;
    private final Report report;

    PromiseReader(TypeElement remote, Readers readers) {
        this.remote = remote;
        this.platform = readers.platform();
        this.report = readers.report();
    }

    Effect effect(Found method) {
        ExecutableElement first = method.declarations().get(0);
        ExecutableElement other = disagreeing(method, PromiseReader::effect);
        if (other != null) {
            report.error(
                    new Problem(
                            ErrorCode.ConflictingEffects,
                            name(first) + " is " + said(first) + " and " + said(other) + ".",
                            "Whether a call may be repeated depends on it, and neither declaration overrides the other.",
                            "Declare it in " + remote.getSimpleName() + ", too, with what holds for it."),
                    remote);
        }
        if (isReadOnly(first) && isIdempotent(first)) {
            report.error(
                    new Problem(
                            ErrorCode.ConflictingEffects,
                            name(first) + " is both @ReadOnly and @Idempotent.",
                            "The first says that it changes nothing, the second that it changes something which a repetition"
                                    + " does not change again.",
                            "Keep @ReadOnly if it changes nothing that its callers could notice, else @Idempotent."),
                    first,
                    Annotations.mirror(first, Idempotent.class),
                    null);
        }
        return effect(first);
    }

    private static Effect effect(ExecutableElement method) {
        return isReadOnly(method) ? Effect.READ_ONLY : isIdempotent(method) ? Effect.IDEMPOTENT : Effect.EXACTLY_ONCE;
    }

    private static boolean isReadOnly(ExecutableElement method) {
        return method.getAnnotation(ReadOnly.class) != null;
    }

    private static boolean isIdempotent(ExecutableElement method) {
        return method.getAnnotation(Idempotent.class) != null;
    }

    private static String said(ExecutableElement method) {
        String effect = switch (effect(method)) {
            case READ_ONLY -> "@ReadOnly";
            case IDEMPOTENT -> "@Idempotent";
            case EXACTLY_ONCE -> "exactly once";
        };
        return effect + " in " + Platform.owner(method).getSimpleName();
    }

    /** Whether it promises to wait for nothing. */
    boolean nonBlocking(Found method, @Nullable Replication replication) {
        ExecutableElement first = method.declarations().get(0);
        ExecutableElement other = disagreeing(method, PromiseReader::isNonBlocking);
        if (other != null) {
            report.error(
                    new Problem(
                            ErrorCode.BadNonBlocking,
                            name(first) + " is @NonBlocking in "
                                    + Platform.owner(isNonBlocking(first) ? first : other)
                                            .getSimpleName()
                                    + " and not in "
                                    + Platform.owner(isNonBlocking(first) ? other : first)
                                            .getSimpleName()
                                    + ".",
                            "On which thread it may run depends on it, and neither declaration overrides the other.",
                            "Declare it in " + remote.getSimpleName() + ", too, with what holds for it."),
                    remote);
        }
        if (isNonBlocking(first)
                && replication != null
                && replication.strategy().equals(Strategy.LOG.name())) {
            report.error(
                    new Problem(
                            ErrorCode.BadNonBlocking,
                            name(first) + " is @NonBlocking, and its object is replicated by LOG.",
                            "Its calls wait until most replicas have them in their logs, and run one after another where the log"
                                    + " is applied.",
                            "Take @NonBlocking away."),
                    first,
                    Annotations.mirror(first, NonBlocking.class),
                    null);
        }
        return isNonBlocking(first);
    }

    private static boolean isNonBlocking(ExecutableElement method) {
        return method.getAnnotation(NonBlocking.class) != null;
    }

    /** Gives the span in nanoseconds; null where nothing says one. */
    @Nullable
    Long timeout(Found method) {
        ExecutableElement first = method.declarations().get(0);
        ExecutableElement other = disagreeing(method, this::nanos);
        if (other != null) {
            report.error(
                    new Problem(
                            ErrorCode.ConflictingTimeouts,
                            name(first) + " has " + span(first) + " and " + span(other) + ".",
                            "A call ends at its deadline, and neither declaration overrides the other.",
                            "Declare it in " + remote.getSimpleName() + ", too, with the @Timeout that holds for it."),
                    remote);
        }
        Element holder = holder(first);
        if (holder != null) {
            check(holder.getAnnotation(Timeout.class), holder);
        }
        return nanos(first);
    }

    private @Nullable Long nanos(ExecutableElement method) {
        Element holder = holder(method);
        if (holder == null) {
            return null;
        }
        Timeout timeout = holder.getAnnotation(Timeout.class);
        return timeout.unit().toNanos(timeout.value());
    }

    /** Finds whose timeout it is. */
    private @Nullable Element holder(ExecutableElement method) {
        for (Element element : List.of(method, remote, Platform.owner(method))) {
            if (element.getAnnotation(Timeout.class) != null) {
                return element;
            }
        }
        return null;
    }

    private String span(ExecutableElement method) {
        Element holder = holder(method);
        String span = holder == null ? "no timeout" : "a timeout of " + text(holder.getAnnotation(Timeout.class));
        return span + " in " + Platform.owner(method).getSimpleName();
    }

    private static String text(Timeout timeout) {
        String units = timeout.unit().name().toLowerCase(Locale.ROOT);
        return timeout.value() + " " + (timeout.value() == 1 ? units.substring(0, units.length() - 1) : units);
    }

    private void check(Timeout timeout, Element element) {
        if (timeout.unit().toNanos(timeout.value()) < SHORTEST_NANOS) {
            report.error(
                    new Problem(
                            ErrorCode.BadTimeout,
                            "the timeout of " + element.getSimpleName() + " is " + text(timeout) + ".",
                            "A call takes time to get there and back, so its deadline would have passed before it is answered.",
                            "Give at least a millisecond, or leave @Timeout out for the client's default."),
                    element,
                    Annotations.mirror(element, Timeout.class),
                    Annotations.value(element, Timeout.class, "value"));
        }
    }

    /** Finds a declaration that says something else than the first, and that the first does not override; null if there is none. */
    @Nullable
    ExecutableElement disagreeing(Found method, Function<ExecutableElement, @Nullable Object> said) {
        List<ExecutableElement> declarations = method.declarations();
        ExecutableElement first = declarations.get(0);
        for (ExecutableElement other : declarations) {
            boolean overridden = declarations.stream().anyMatch(each -> each != other && isBelow(each, other));
            if (!overridden && !Objects.equals(said.apply(other), said.apply(first))) {
                return other;
            }
        }
        return null;
    }

    private boolean isBelow(ExecutableElement one, ExecutableElement other) {
        return platform.types()
                .isSubtype(
                        platform.types().erasure(Platform.owner(one).asType()),
                        platform.types().erasure(Platform.owner(other).asType()));
    }

    private String name(ExecutableElement method) {
        return remote.getSimpleName() + "." + method.getSimpleName();
    }
}
