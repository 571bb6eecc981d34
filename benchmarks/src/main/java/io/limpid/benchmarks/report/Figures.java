package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Spread;
import java.util.Locale;

/** Numbers as a reader wants them: as many digits as mean something. */
final class Figures {
    private Figures() {}

    static String figure(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    static String median(Spread spread) {
        return figure(spread.median());
    }

    static String spread(Spread spread) {
        return spread.isKnown()
                ? figure(spread.median()) + " (" + figure(spread.least()) + "–" + figure(spread.most()) + ")"
                : "-";
    }
}
