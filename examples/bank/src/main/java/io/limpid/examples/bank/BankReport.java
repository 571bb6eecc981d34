package io.limpid.examples.bank;

import java.util.Locale;

/** What the demo says in the end. */
record BankReport(Tally tally, double seconds, Audit audit) {
    boolean good() {
        return tally.failures() == 0 && audit.holds();
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        audit.differences().stream()
                .limit(10)
                .forEach(line -> table.append("audit: ").append(line).append('\n'));
        return table.append(String.format(
                        Locale.ROOT,
                        """
                        calls           %,14d
                        failed calls    %,14d
                        money before    %,14.2f
                        money after     %,14.2f
                        calls per second%,14.0f
                        p50             %,14.3f ms
                        p99             %,14.3f ms
                        audit           %14s of %d accounts""",
                        tally.calls(),
                        tally.failures(),
                        audit.before() / 100.0,
                        audit.after() / 100.0,
                        callsPerSecond(),
                        tally.percentileMillis(50),
                        tally.percentileMillis(99),
                        audit.holds() ? "exact" : "BROKEN",
                        audit.accounts()))
                .toString();
    }

    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"calls\":%d,\"failed\":%d,\"moneyBeforeCents\":%d,\"moneyAfterCents\":%d,\"callsPerSecond\":%.0f,"
                        + "\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"accounts\":%d,\"auditDifferences\":%d,\"good\":%b}",
                tally.calls(),
                tally.failures(),
                audit.before(),
                audit.after(),
                callsPerSecond(),
                tally.percentileMillis(50),
                tally.percentileMillis(99),
                audit.accounts(),
                audit.differences().size(),
                good());
    }

    private double callsPerSecond() {
        return tally.calls() / seconds;
    }
}
