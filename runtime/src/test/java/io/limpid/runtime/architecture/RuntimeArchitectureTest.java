package io.limpid.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the map of the packages: who may know whom, and which third party is known where. */
final class RuntimeArchitectureTest {

    /** Where time, randomness and threads come from. Whoever is added here must be an adapter and nothing else. */
    private static final Set<String> ADAPTERS = Set.of(
            "io.limpid.runtime.invocation.SystemClock",
            "io.limpid.runtime.invocation.SystemRandom",
            "io.limpid.runtime.invocation.SystemScheduler",
            "io.limpid.runtime.invocation.SystemThreads",
            // Makes Netty's event loops, which are executors.
            "io.limpid.runtime.transport.EventLoops",
            "io.limpid.runtime.transport.SharedLoop");

    private static final String RUNTIME = "io.limpid.runtime";

    private static final JavaClasses CLASSES = ProductionClasses.onTheClassPath();

    @Test
    void packagesKnowOnlyWhatStandsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(RUNTIME + "..")
                .withOptionalLayers(true)
                .layer("facade")
                .definedBy(RUNTIME)
                .layer("identity")
                .definedBy(RUNTIME + ".identity..")
                .layer("wire")
                .definedBy(RUNTIME + ".wire..")
                .layer("invocation")
                .definedBy(RUNTIME + ".invocation..")
                .layer("stub")
                .definedBy(RUNTIME + ".stub..")
                .layer("completion")
                .definedBy(RUNTIME + ".completion..")
                .layer("failure")
                .definedBy(RUNTIME + ".failure..")
                .layer("location")
                .definedBy(RUNTIME + ".location..")
                .layer("replication")
                .definedBy(RUNTIME + ".replication..")
                .layer("transport")
                .definedBy(RUNTIME + ".transport..")
                .layer("hosting")
                .definedBy(RUNTIME + ".hosting..")
                .layer("health")
                .definedBy(RUNTIME + ".health..")
                .layer("migration")
                .definedBy(RUNTIME + ".migration..")
                .whereLayer("facade")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("identity")
                .mayNotAccessAnyLayer()
                .whereLayer("wire")
                .mayOnlyAccessLayers("identity")
                .whereLayer("invocation")
                .mayOnlyAccessLayers("identity", "wire")
                .whereLayer("stub")
                .mayOnlyAccessLayers("identity", "wire", "invocation")
                .whereLayer("completion")
                .mayOnlyAccessLayers("identity", "wire", "invocation")
                .whereLayer("failure")
                .mayOnlyAccessLayers("identity", "wire", "invocation")
                // The directory is an ordinary remote interface, so what is generated for it stands here too.
                .whereLayer("location")
                .mayOnlyAccessLayers("identity", "wire", "invocation", "stub")
                // What became of a call is asked of the replica that may have run it.
                .whereLayer("replication")
                .mayOnlyAccessLayers("identity", "wire", "invocation", "completion")
                .whereLayer("transport")
                .mayOnlyAccessLayers("identity", "wire", "invocation")
                .whereLayer("hosting")
                .mayOnlyAccessLayers("identity", "wire", "invocation", "stub", "completion", "transport")
                .whereLayer("health")
                .mayOnlyAccessLayers("identity", "wire", "invocation")
                .whereLayer("migration")
                .mayOnlyAccessLayers(
                        "identity", "wire", "invocation", "stub", "completion", "location", "transport", "hosting")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(RUNTIME + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theRuntimeKnowsNoModuleAboveIt() {
        noClasses()
                .that()
                .resideInAPackage(RUNTIME + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.limpid.generator..", "io.limpid.log..", "io.limpid.naming..")
                .check(CLASSES);
    }

    @Test
    void theAnnotationsKnowTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("io.limpid")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.limpid", "java..")
                .check(CLASSES);
    }

    @TestFactory
    java.util.stream.Stream<DynamicTest> aThirdPartyIsKnownInOnePackage() {
        return java.util.Map.of(
                        "io.netty", RUNTIME + ".transport",
                        "com.esotericsoftware", RUNTIME + ".wire",
                        "com.netflix", RUNTIME + ".hosting",
                        "io.github.resilience4j", RUNTIME + ".failure")
                .entrySet()
                .stream()
                .map(party -> DynamicTest.dynamicTest(
                        party.getKey(),
                        () -> noClasses()
                                .that()
                                .resideOutsideOfPackage(party.getValue() + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(party.getKey() + "..")
                                .check(CLASSES)));
    }

    @Test
    void timeRandomnessAndThreadsComeFromTheAdapters() {
        ForbiddenCalls.onlyIn(ADAPTERS).check(CLASSES);
    }

    @Test
    void noAdapterIsNamedInVain() {
        assertThat(ADAPTERS).allMatch(CLASSES::contain);
    }

    @Test
    void everyPackageOfTheRuntimeSaysThatNullIsTheException() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackage)
                        .filter(owner -> owner.getName().startsWith(RUNTIME))
                        .distinct())
                .allMatch(owner -> owner.isAnnotatedWith(NullMarked.class), "annotated @NullMarked");
    }
}
