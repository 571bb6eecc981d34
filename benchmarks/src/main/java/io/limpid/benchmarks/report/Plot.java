package io.limpid.benchmarks.report;

import io.limpid.benchmarks.Results;
import io.limpid.benchmarks.Scenario;
import io.limpid.benchmarks.Spread;
import io.limpid.benchmarks.load.Callers;
import io.limpid.benchmarks.load.Metric;
import io.limpid.benchmarks.peers.Peer;
import java.util.List;
import java.util.Locale;

/** One load as a picture: a bar for each peer, with a line from the round with the least to the one with the most. */
final class Plot {
    private static final int LABELS = 130;
    private static final int BARS = 420;
    private static final int FIGURES = 190;
    private static final int HEIGHT = 24;
    private static final int HEAD = 34;

    private Plot() {}

    /** What a reader looks for: how long one waits, or how much many get done. */
    static Metric shown(Scenario scenario) {
        Callers callers = scenario.callers();
        return callers.kind() != Callers.Kind.ASYNC && callers.count() == 1 ? Metric.P50 : Metric.RATE;
    }

    static String of(Results results, Scenario scenario) {
        Metric metric = shown(scenario);
        List<Peer> peers = results.peers(scenario);
        double most = peers.stream()
                .mapToDouble(peer -> results.of(scenario, peer.name(), metric).most())
                .max()
                .orElse(1);
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
                LABELS + BARS + FIGURES,
                HEAD + HEIGHT * peers.size() + 6);
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(
                svg,
                "<text x=\"8\" y=\"20\" font-weight=\"bold\" fill=\"#222222\">%s: %s (%s is better)</text>",
                scenario,
                metric.label(),
                metric == Metric.RATE ? "more" : "less");
        for (int i = 0; i < peers.size(); i++) {
            String peer = peers.get(i).name();
            bar(svg, peer, results.of(scenario, peer, metric), BARS / most, HEAD + i * HEIGHT);
        }
        line(svg, "</svg>");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, String peer, Spread spread, double scale, int top) {
        boolean own = peer.startsWith("limpid");
        int middle = top + HEIGHT / 2 - 2;
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222222\">%s</text>",
                LABELS - 8,
                middle + 5,
                peer);
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LABELS,
                top,
                spread.median() * scale,
                HEIGHT - 6,
                own ? "#1b7f5c" : "#9aa5b1");
        line(
                svg,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#222222\"/>",
                LABELS + spread.least() * scale,
                middle,
                LABELS + spread.most() * scale,
                middle);
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\" fill=\"#222222\">%s</text>",
                LABELS + spread.most() * scale + 6,
                middle + 5,
                Figures.spread(spread));
    }

    private static void line(StringBuilder svg, String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
