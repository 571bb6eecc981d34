package io.limpid.naming;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.limpid.runtime.architecture.ForbiddenCalls;
import io.limpid.runtime.architecture.ProductionClasses;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the map of the modules; it stands here because all but the generator and the examples are seen from here. */
final class ArchitectureTest {

    private static final String LOG = "io.limpid.log..";
    private static final String NAMING = "io.limpid.naming..";

    /** Where the replicated log and naming touch time, randomness or threads of the process themselves. */
    private static final Set<String> ADAPTERS = Set.of();

    private static final JavaClasses CLASSES = ProductionClasses.onTheClassPath();

    private static final JavaClasses LOG_AND_NAMING = CLASSES.that(resideInAnyPackage(LOG, NAMING));

    @TestFactory
    Stream<DynamicTest> aThirdPartyIsKnownInOnePlace() {
        return Map.of(
                        "org.apache.ratis", LOG,
                        "picocli", NAMING,
                        "io.netty", "io.limpid.runtime.transport..",
                        "com.esotericsoftware", "io.limpid.runtime.wire..",
                        "io.github.resilience4j", "io.limpid.runtime.failure..",
                        "ch.qos.logback", "nowhere")
                .entrySet()
                .stream()
                .map(party -> DynamicTest.dynamicTest(
                        party.getKey(),
                        () -> noClasses()
                                .that()
                                .resideOutsideOfPackage(party.getValue())
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(party.getKey() + "..")
                                .check(CLASSES)));
    }

    @Test
    void theReplicatedLogDoesNotKnowWhatIsKeptInIt() {
        noClasses()
                .that()
                .resideInAPackage(LOG)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(NAMING)
                .check(CLASSES);
    }

    @Test
    void nothingAtRunTimeKnowsTheGenerator() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.limpid.generator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.limpid.generator..")
                .check(CLASSES);
    }

    @Test
    void timeRandomnessAndThreadsComeFromTheAdapters() {
        ForbiddenCalls.onlyIn(ADAPTERS).check(LOG_AND_NAMING);
    }

    @Test
    void noAdapterIsNamedInVain() {
        assertThat(ADAPTERS).allMatch(LOG_AND_NAMING::contain);
    }

    @Test
    void everyPackageSaysThatNullIsTheException() {
        assertThat(LOG_AND_NAMING.stream().map(JavaClass::getPackage).distinct())
                .allMatch(owner -> owner.isAnnotatedWith(NullMarked.class), "annotated @NullMarked");
    }
}
