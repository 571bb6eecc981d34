package io.limpid.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls that fetch time, randomness or threads from the surroundings instead of from what was passed in. A class that
 * makes one cannot run on virtual time from a seed.
 */
public final class ForbiddenCalls {

    private static final Set<String> WAITING_WITH_A_CLOCK_OF_ITS_OWN =
            Set.of("orTimeout", "completeOnTimeout", "delayedExecutor");

    /** The methods that are refused whatever their parameters, by the name of their class. */
    private static final Map<String, Set<String>> METHODS = Map.of(
            Thread.class.getName(), Set.of("sleep", "start", "startVirtualThread", "ofVirtual", "ofPlatform"),
            System.class.getName(), Set.of("nanoTime", "currentTimeMillis"),
            Math.class.getName(), Set.of("random"),
            UUID.class.getName(), Set.of("randomUUID"),
            ThreadLocalRandom.class.getName(), Set.of("current"),
            CompletableFuture.class.getName(), WAITING_WITH_A_CLOCK_OF_ITS_OWN);

    private ForbiddenCalls() {}

    /** No class makes such a call, but the adapters named in full (a nested class counts as its outermost one). */
    public static ArchRule onlyIn(Set<String> adapters) {
        return noClasses()
                .that(DescribedPredicate.describe(
                        "are not one of " + adapters, type -> !adapters.contains(outermost(type))))
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "fetches time, randomness or a thread from the surroundings", ForbiddenCalls::isForbidden))
                .because("they are passed in, so that a test can run a whole cluster on virtual time from a seed")
                .allowEmptyShould(true);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ForbiddenCalls::outermost).orElse(type.getName());
    }

    private static boolean isForbidden(JavaCall<?> call) {
        CodeUnitCallTarget target = call.getTarget();
        JavaClass owner = target.getOwner();
        return METHODS.getOrDefault(owner.getName(), Set.of()).contains(target.getName())
                || isStaticClock(owner, target)
                || makesRandom(owner, target)
                || makesThreads(owner, target)
                || runsOnTheCommonPool(owner, target);
    }

    private static boolean isStaticClock(JavaClass owner, CodeUnitCallTarget target) {
        return owner.getPackageName().equals("java.time")
                && (target.getName().equals("now")
                                && target.getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(java.time.Clock.class))
                        || target.getName().startsWith("system")
                        || target.getName().startsWith("tick"));
    }

    private static boolean makesRandom(JavaClass owner, CodeUnitCallTarget target) {
        return isConstructor(target) && owner.isAssignableTo(Random.class);
    }

    private static boolean makesThreads(JavaClass owner, CodeUnitCallTarget target) {
        boolean makes = owner.isAssignableTo(Thread.class)
                || owner.isAssignableTo(ExecutorService.class)
                || owner.isAssignableTo(Timer.class);
        return isConstructor(target) && makes
                || owner.isEquivalentTo(Executors.class)
                || target.getName().equals("commonPool");
    }

    private static boolean runsOnTheCommonPool(JavaClass owner, CodeUnitCallTarget target) {
        boolean asynchronous = owner.isAssignableTo(CompletionStage.class)
                && target.getName().endsWith("Async")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Executor.class));
        return asynchronous || target.getName().equals("parallelStream");
    }

    private static boolean isConstructor(CodeUnitCallTarget target) {
        return target.getName().equals("<init>");
    }
}
