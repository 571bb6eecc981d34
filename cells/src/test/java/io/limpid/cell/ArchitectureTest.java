package io.limpid.cell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.limpid.runtime.architecture.ForbiddenCalls;
import io.limpid.runtime.architecture.ProductionClasses;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds what the other modules' rules do not see. */
final class ArchitectureTest {
    private static final JavaClasses CELLS =
            ProductionClasses.onTheClassPath().that(resideInAnyPackage("io.limpid.cell.."));

    @Test
    void timeRandomnessAndThreadsComeFromTheAdapters() {
        ForbiddenCalls.onlyIn(Set.of()).check(CELLS);
    }
}
