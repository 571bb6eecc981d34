package io.limpid.runtime.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Limpid's own classes on the class path, without those of any module's tests. */
public final class ProductionClasses {

    private ProductionClasses() {}

    /** Imports them, whether a module stands there as a folder or, after packaging, as a jar. */
    public static JavaClasses onTheClassPath() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.limpid");
    }
}
