package io.limpid.generator.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.limpid.generator.model.Definition;
import io.limpid.generator.model.JavaType;
import io.limpid.generator.model.PrimitiveKind;
import io.limpid.generator.model.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Writes how the values of one generated class are written and read. Codecs that are put together of others become constants of that
 * class; a part whose class would have to be initialised before it is is put in lazily.
 */
final class CodecExpressions {
    private final CodecNames names;
    private final Map<String, Definition> definitions;
    private final Set<String> lazily;
    private final List<FieldSpec> constants = new ArrayList<>();
    private final Map<String, CodeBlock> byType = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * Begins a class.
     *
     * @param lazily the keys of the definitions whose classes need this one
     * @param reserved constants that the class has already
     */
    CodecExpressions(CodecNames names, Map<String, Definition> definitions, Set<String> lazily, Set<String> reserved) {
        this.names = names;
        this.definitions = definitions;
        this.lazily = lazily;
        this.taken.addAll(reserved);
    }

    /** The constants that the expressions so far name. */
    List<FieldSpec> constants() {
        return constants;
    }

    /**
     * A statement that writes a value.
     *
     * @param declared the value's type where it stands
     */
    CodeBlock write(ValueType type, JavaType declared, CodeBlock value) {
        if (type instanceof ValueType.Primitive primitive) {
            return CodeBlock.of("out.write$L($L)", primitive.kind().capitalized(), value);
        }
        if (isString(type)) {
            return CodeBlock.of("out.writeString($L)", value);
        }
        return CodeBlock.of("$L.write(out, $L)", codec(type, declared), value);
    }

    /** An expression that reads a value. */
    CodeBlock read(ValueType type, JavaType declared) {
        if (type instanceof ValueType.Primitive primitive) {
            return CodeBlock.of("in.read$L()", primitive.kind().capitalized());
        }
        if (isString(type)) {
            return CodeBlock.of("in.readString()");
        }
        return CodeBlock.of("$L.read(in)", codec(type, declared));
    }

    private static boolean isString(ValueType type) {
        return type instanceof ValueType.BuiltIn builtIn && builtIn.codec().equals("STRING");
    }

    /** What a component holds that an older peer did not send. */
    static CodeBlock absent(ValueType type) {
        if (type instanceof ValueType.Primitive primitive) {
            return switch (primitive.kind()) {
                case BOOLEAN -> CodeBlock.of("false");
                case LONG -> CodeBlock.of("0L");
                case FLOAT -> CodeBlock.of("0f");
                case DOUBLE -> CodeBlock.of("0d");
                default -> CodeBlock.of("0");
            };
        }
        if (type.javaType() instanceof JavaType.Declared declared
                && declared.name().packageName().equals("java.util")
                && declared.name().flatName().startsWith("Optional")) {
            return CodeBlock.of("$T.empty()", TypeNames.of(declared.name()));
        }
        return CodeBlock.of("null");
    }

    /** An expression for a codec of values that are declared so; a primitive's is that of its box, never null. */
    CodeBlock codec(ValueType type, JavaType declared) {
        if (type instanceof ValueType.Primitive primitive) {
            return primitive.kind() == PrimitiveKind.VOID
                    ? CodeBlock.of("$T.VOID", RuntimeNames.CODECS)
                    : CodeBlock.of("$T.PRIMITIVE_$L", RuntimeNames.CODECS, primitive.kind());
        }
        if (declared.mentionsVariable()) {
            return CodeBlock.of(
                    "$T.<$T>codec($L)", RuntimeNames.OPEN_TYPES, TypeNames.of(declared), named(type, type.javaType()));
        }
        return named(type, declared);
    }

    private CodeBlock named(ValueType type, JavaType declared) {
        boolean asDeclared = declared.equals(type.javaType());
        if (asDeclared && isNamedAlready(type)) {
            return expression(type);
        }
        String key = type.description() + " " + declared;
        CodeBlock known = byType.get(key);
        if (known != null) {
            return known;
        }
        CodeBlock made =
                asDeclared ? expression(type) : CodeBlock.of("$T.codec($L)", RuntimeNames.OPEN_TYPES, part(type));
        String name = free(Words.constant(Words.word(type)));
        constants.add(FieldSpec.builder(codecOf(declared), name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(made)
                .build());
        CodeBlock reference = CodeBlock.of("$L", name);
        byType.put(key, reference);
        return reference;
    }

    private String free(String name) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    static TypeName codecOf(JavaType type) {
        return ParameterizedTypeName.get(RuntimeNames.CODEC, TypeNames.boxed(type));
    }

    private static boolean isNamedAlready(ValueType type) {
        return type instanceof ValueType.BuiltIn || type instanceof ValueType.Defined || type instanceof ValueType.Open;
    }

    /** An expression that makes or names a codec, within another or in a constant. */
    private CodeBlock expression(ValueType type) {
        if (type instanceof ValueType.BuiltIn builtIn) {
            return CodeBlock.of("$T.$L", RuntimeNames.CODECS, builtIn.codec());
        }
        if (type instanceof ValueType.Defined defined) {
            return CodeBlock.of("$T.INSTANCE", names.of(definition(defined)));
        }
        if (type instanceof ValueType.Open open) {
            return CodeBlock.of("$T.INSTANCE", names.ofOpen(open.owner()));
        }
        if (type instanceof ValueType.ArrayOf array) {
            return CodeBlock.of("$T.arrayOf($L, $L)", RuntimeNames.CODECS, part(array.component()), literal(array));
        }
        if (type instanceof ValueType.Container container) {
            CodeBlock parts = container.elements().stream().map(this::part).collect(CodeBlock.joining(", "));
            return CodeBlock.of("$T.$L($L)", RuntimeNames.CODECS, container.factory(), parts);
        }
        if (type instanceof ValueType.Remote remote) {
            CodeBlock made = CodeBlock.of("$T.remote($T.class)", RuntimeNames.CODECS, TypeNames.of(remote.type()));
            return TypeNames.isGeneric(remote.javaType())
                    ? CodeBlock.of("$T.<$T>codec($L)", RuntimeNames.OPEN_TYPES, TypeNames.of(remote.javaType()), made)
                    : made;
        }
        throw new IllegalStateException("a primitive is no part of another codec: " + type);
    }

    private CodeBlock part(ValueType type) {
        CodeBlock codec = expression(type);
        boolean lazy = (type instanceof ValueType.Defined && lazily.contains(type.description()))
                || (type instanceof ValueType.Open && lazily.contains(type.description()));
        return lazy ? CodeBlock.of("$T.lazy(() -> $L)", RuntimeNames.CODECS, codec) : codec;
    }

    private static CodeBlock literal(ValueType.ArrayOf array) {
        JavaType component = array.component().javaType();
        return classOf(component);
    }

    /** A class literal that has the type with its arguments. */
    static CodeBlock classOf(JavaType type) {
        return TypeNames.isGeneric(type)
                ? CodeBlock.of(
                        "$T.<$T>type($T.class)", RuntimeNames.OPEN_TYPES, TypeNames.of(type), TypeNames.erased(type))
                : CodeBlock.of("$T.class", TypeNames.of(type));
    }

    private Definition definition(ValueType.Defined type) {
        Definition definition = definitions.get(type.description());
        if (definition == null) {
            throw new IllegalStateException("nothing defines " + type.description());
        }
        return definition;
    }

    /** The codec of a definition, which must be among those of the interface. */
    ClassName codecOf(ValueType.Defined type) {
        return names.of(definition(type));
    }
}
