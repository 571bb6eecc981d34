package io.limpid.generator.read;

import io.limpid.generator.check.Rejection;
import io.limpid.generator.check.Report;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a type, all of them even when one is wrong, and shows each mistake at its part where that has source. */
final class Parts<T> {
    private final Scope scope;
    private final Report report;
    private final List<T> all = new ArrayList<>();
    private @Nullable Rejection first;

    Parts(Scope scope, Report report) {
        this.scope = scope;
        this.report = report;
    }

    void add(Element element, Reading<T> reading) {
        try {
            all.add(reading.read());
        } catch (Rejection rejection) {
            if (scope.hasSourceOf(element)) {
                report.error(rejection, element);
                first = first == null ? Rejection.reportedBefore() : first;
            } else {
                first = first == null ? rejection : first;
            }
        }
    }

    List<T> all() throws Rejection {
        if (first != null) {
            throw first;
        }
        return all;
    }

    /** Reads one part. */
    interface Reading<T> {
        T read() throws Rejection;
    }
}
