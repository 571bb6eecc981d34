package io.limpid.generator.read;

import io.limpid.WireName;
import io.limpid.generator.check.ErrorCode;
import io.limpid.generator.check.Problem;
import io.limpid.generator.check.Report;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Gives elements their names on the wire. */
final class WireNames {
    private static final Pattern LAWFUL = Pattern.compile("[\\p{L}\\p{N}_$][\\p{L}\\p{N}_$.~-]*");

    private final Report report;

    WireNames(Report report) {
        this.report = report;
    }

    /** The name of a type: its qualified name unless {@code @WireName} gives another. */
    String of(TypeElement type) {
        return of(type, JavaTypes.ref(type).qualifiedName());
    }

    /** The name of a method, a field or a constant: its simple name unless {@code @WireName} gives another. */
    String of(Element member) {
        return of(member, member.getSimpleName().toString());
    }

    private String of(Element element, String otherwise) {
        WireName given = element.getAnnotation(WireName.class);
        if (given == null) {
            return otherwise;
        }
        if (!LAWFUL.matcher(given.value()).matches()) {
            report.error(
                    new Problem(
                            ErrorCode.BadWireName,
                            "the wire name of " + element.getSimpleName() + " is \"" + given.value() + "\".",
                            "Both sides know it by this name alone, and it stands in contract files as one word.",
                            "Write letters, digits and . _ - ~ $, as in @WireName(\"" + otherwise + "\")."),
                    element,
                    Annotations.mirror(element, WireName.class),
                    Annotations.value(element, WireName.class, "value"));
            return otherwise;
        }
        return given.value();
    }
}
