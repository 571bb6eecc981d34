package io.limpid.generator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the generator's three steps apart: what is read, what is known of it, what is written. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.limpid.generator");

    @Test
    void onlyTheWritersKnowHowJavaIsWritten() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.limpid.generator.write..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir.javapoet..")
                .check(CLASSES);
    }

    @Test
    void theModelKnowsNoCompiler() {
        noClasses()
                .that()
                .resideInAPackage("io.limpid.generator.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theRuntimeIsKnownByNameAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.limpid.runtime..")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysThatNullIsTheException() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .allMatch(owner -> owner.isAnnotatedWith(NullMarked.class), "annotated @NullMarked");
    }
}
