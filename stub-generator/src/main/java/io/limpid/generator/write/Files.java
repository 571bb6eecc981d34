package io.limpid.generator.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.limpid.generator.model.TypeRef;
import java.util.List;

/** What all generated files have in common. */
final class Files {
    private static final ClassName GENERATED = ClassName.get("javax.annotation.processing", "Generated");
    private static final String PROCESSOR = "io.limpid.generator.RemoteProcessor";
    private static final String INDENT = "    ";

    private Files() {}

    static AnnotationSpec generated() {
        return AnnotationSpec.builder(GENERATED)
                .addMember("value", "$S", PROCESSOR)
                .build();
    }

    static GeneratedSource source(String packageName, TypeSpec type, List<TypeRef> origins) {
        return source(JavaFile.builder(packageName, type), type, origins);
    }

    static GeneratedSource source(JavaFile.Builder file, TypeSpec type, List<TypeRef> origins) {
        JavaFile written = file.indent(INDENT).skipJavaLangImports(true).build();
        return new GeneratedSource(TypeRef.of(written.packageName(), type.name()), written.toString(), origins);
    }
}
