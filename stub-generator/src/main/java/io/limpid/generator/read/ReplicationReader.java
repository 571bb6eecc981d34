package io.limpid.generator.read;

import io.limpid.Combine;
import io.limpid.Combiner;
import io.limpid.Replicated;
import io.limpid.Select;
import io.limpid.Strategy;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import io.limpid.generator.model.RemoteMethod.Effect;
import io.limpid.generator.model.RemoteMethod.Replication;
import io.limpid.generator.model.RemoteMethod.Result;
import io.limpid.generator.read.MethodFinder.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads how a method's calls meet a group of replicas, and refuses what is not safe or says nothing. */
final class ReplicationReader {
    private static final Set<Strategy> ASKING_ONE = Set.of(Strategy.FAILOVER, Strategy.FAILFAST, Strategy.LOG);
    private static final Set<Strategy> GATHERING = Set.of(Strategy.ALL, Strategy.QUORUM, Strategy.MAJORITY);
    private static final Set<String> KEYS = Set.of("int", "long", "java.lang.String", "java.util.UUID");

    private final TypeElement remote;
    private final Report report;
    private final PromiseReader promises;
    private final CombinerCheck combiners;

    ReplicationReader(TypeElement remote, Readers readers, PromiseReader promises, String targetPackage) {
        this.remote = remote;
        this.report = readers.report();
        this.promises = promises;
        this.combiners = new CombinerCheck(readers, targetPackage);
    }

    /** Gives what holds for a method; null if nothing says anything, or it is broken, which has been reported then. */
    @Nullable
    Replication read(Found method, Effect effect, Result result) {
        ExecutableElement first = method.declarations().get(0);
        ExecutableElement other = promises.disagreeing(method, this::said);
        if (other != null) {
            report.error(
                    new Problem(
                            ErrorCode.ConflictingReplication,
                            name(first) + " is inherited from "
                                    + Platform.owner(first).getSimpleName() + " and "
                                    + Platform.owner(other).getSimpleName() + ", which replicate it differently.",
                            "Its calls meet a group in one way, and neither declaration overrides the other.",
                            "Declare it in " + remote.getSimpleName()
                                    + ", too, with the @Replicated that holds for it."),
                    remote);
        }
        Element holder = holder(first);
        return holder == null ? null : read(method, holder, effect, result);
    }

    private @Nullable Replication read(Found method, Element holder, Effect effect, Result result) {
        Replicated said = holder.getAnnotation(Replicated.class);
        AnnotationMirror mirror = Annotations.mirror(holder, Replicated.class);
        if (said == null || mirror == null) {
            return null;
        }
        int errors = report.errors();
        Numbers.check(said)
                .ifPresent(mistake ->
                        report.error(mistake.problem(), holder, mirror, Annotations.value(mirror, mistake.element())));
        checkKey(method, said, holder, mirror);
        boolean onMethod = holder.equals(method.declarations().get(0));
        if (onMethod) {
            checkWhole(method, said, holder, mirror);
        }
        if (effect == Effect.EXACTLY_ONCE && !ASKING_ONE.contains(said.value())) {
            report.error(
                    new Problem(
                            ErrorCode.UnsafeReplication,
                            name(method.element()) + " must run once, and is replicated by " + said.value() + ".",
                            "The call may run at several replicas, and none of them knows of the others.",
                            "Mark it @ReadOnly or @Idempotent if that holds"
                                    + (onMethod ? ", or replicate it by" : ", or give it a @Replicated of its own with")
                                    + " FAILOVER."),
                    method.element());
        }
        if (said.staleMillis() > 0 && effect != Effect.READ_ONLY) {
            report.error(
                    new Problem(
                            ErrorCode.BadReplication,
                            name(method.element()) + " may be stale by " + said.staleMillis()
                                    + " ms, and is not @ReadOnly.",
                            "What changes an object meets it as it is now.",
                            "Mark it @ReadOnly if it changes nothing, or say staleMillis of other methods only."),
                    method.element());
        }
        TypeMirror combiner = combiner(mirror);
        if (GATHERING.contains(said.value()) || onMethod) {
            combiners.check(
                    new CombinerCheck.Case(
                            name(method.element()),
                            said,
                            GATHERING.contains(said.value()),
                            combiner,
                            type(method, result)),
                    onMethod ? holder : method.element(),
                    onMethod ? mirror : null);
        }
        if (report.errors() > errors) {
            return null;
        }
        boolean gathers = GATHERING.contains(said.value()) && !result.isVoid();
        return new Replication(
                said.value().name(),
                said.value() == Strategy.FORKING && said.replicas() == 0 ? 2 : said.replicas(),
                said.failures(),
                gathers ? said.combine().name() : Combine.NONE.name(),
                gathers && combiner != null ? JavaTypes.of(combiner) : null,
                said.select().name(),
                said.key(),
                said.staleMillis());
    }

    /** Whether replicas are one object is said of all methods or none. */
    private void checkWhole(Found method, Replicated said, Element holder, AnnotationMirror mirror) {
        Replicated ofAll = remote.getAnnotation(Replicated.class);
        boolean oneObject = ofAll != null && ofAll.value() == Strategy.LOG;
        if (oneObject != (said.value() == Strategy.LOG)) {
            report.error(
                    new Problem(
                            ErrorCode.BadReplication,
                            name(method.element()) + " is replicated by " + said.value() + ", and "
                                    + remote.getSimpleName() + " is " + (oneObject ? "by LOG." : "not."),
                            "By a log the replicas are one object, for all of its methods or for none.",
                            oneObject
                                    ? "Take the method's @Replicated away."
                                    : "Put @Replicated(Strategy.LOG) on the interface instead."),
                    holder,
                    mirror,
                    Annotations.value(mirror, "value"));
        }
    }

    /** What travels of the result. */
    private static TypeMirror type(Found method, Result result) {
        TypeMirror declared = method.type().getReturnType();
        return result.asynchronous()
                ? ((DeclaredType) declared).getTypeArguments().get(0)
                : declared;
    }

    private void checkKey(Found method, Replicated said, Element holder, AnnotationMirror mirror) {
        if (said.select() != Select.STICKY && said.key().isEmpty()) {
            return;
        }
        List<? extends VariableElement> parameters = method.element().getParameters();
        boolean names = parameters.stream()
                .anyMatch(parameter -> parameter.getSimpleName().contentEquals(said.key())
                        && KEYS.contains(parameter.asType().toString()));
        if (said.select() == Select.STICKY && names) {
            return;
        }
        String what = said.key().isEmpty()
                ? "STICKY of " + name(method.element()) + " names no key."
                : said.select() != Select.STICKY
                        ? "the key \"" + said.key() + "\" goes with " + said.select() + ", which has none."
                        : "the key \"" + said.key() + "\" is no parameter of " + name(method.element())
                                + " that is a String, a UUID, an int or a long.";
        report.error(
                new Problem(
                        ErrorCode.BadReplication,
                        what,
                        "The key tells which replica a call goes to, and every caller must come to the same one.",
                        "Name a parameter of one of these types, with select = Select.STICKY."),
                holder,
                mirror,
                Annotations.value(mirror, "key"));
    }

    private static @Nullable TypeMirror combiner(AnnotationMirror mirror) {
        AnnotationValue value = Annotations.value(mirror, "combiner");
        return value != null && value.getValue() instanceof TypeMirror type
                ? type.toString().equals(Combiner.class.getName()) ? null : type
                : null;
    }

    /** What a declaration says, in a form that can be compared. */
    private String said(ExecutableElement method) {
        Element holder = holder(method);
        AnnotationMirror mirror = holder == null ? null : Annotations.mirror(holder, Replicated.class);
        return mirror == null ? "" : mirror.getElementValues().toString();
    }

    private @Nullable Element holder(ExecutableElement method) {
        for (Element element : List.of(method, remote, Platform.owner(method))) {
            if (element.getAnnotation(Replicated.class) != null) {
                return element;
            }
        }
        return null;
    }

    private String name(ExecutableElement method) {
        return remote.getSimpleName() + "." + method.getSimpleName();
    }

    /** The numbers of the annotation by themselves. */
    private record Numbers(Problem problem, String element) {
        static Optional<Numbers> check(Replicated said) {
            Strategy strategy = said.value();
            int fewest = strategy == Strategy.QUORUM ? 1 : strategy == Strategy.FORKING && said.replicas() != 0 ? 2 : 0;
            boolean wanted = strategy == Strategy.QUORUM || strategy == Strategy.FORKING;
            if (said.replicas() < fewest || (said.replicas() != 0 && !wanted)) {
                return mistake(
                        "replicas",
                        "replicas of " + strategy + " is " + said.replicas() + ".",
                        wanted
                                ? "QUORUM needs at least 1 that answers, FORKING at least 2 that are called."
                                : "How many are called, or must answer, is not a matter of choice there.",
                        wanted ? "Give at least " + fewest + "." : "Take it away, or use QUORUM or FORKING.");
            }
            if (!(said.failures() >= 0 && said.failures() < 1) || (said.failures() != 0 && strategy != Strategy.ALL)) {
                return mistake(
                        "failures",
                        "failures of " + strategy + " is " + said.failures() + ".",
                        "It is the share of the replicas that may fail where ALL are called, and some must answer.",
                        strategy == Strategy.ALL ? "Give 0 to less than 1." : "Take it away, or use ALL.");
            }
            if (said.staleMillis() < 0 || (said.staleMillis() > 0 && strategy != Strategy.LOG)) {
                return mistake(
                        "staleMillis",
                        "staleMillis of " + strategy + " is " + said.staleMillis() + ".",
                        "How old an answer is can be told only of replicas that are one object.",
                        strategy == Strategy.LOG ? "Give 0 or more." : "Take it away, or use LOG on the interface.");
            }
            return Optional.empty();
        }

        private static Optional<Numbers> mistake(String element, String what, String why, String instead) {
            return Optional.of(new Numbers(new Problem(ErrorCode.BadReplication, what, why, instead), element));
        }
    }
}
