package io.limpid.examples.bank;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the demo says in the end. */
record BankReport(Replay replay, Audit audit, Bracket bracket) {
    /** For how long the demo lets a host stand still. */
    static final int STALL_SECONDS = 3;

    private static final int DIFFERENCES_TOLD = 10;

    /** In the short form and longer ones; in shorter ones one for so many calls. */
    private static final int FEWEST_MOVES = 200;

    private static final int CALLS_PER_MOVE = 200;

    /**
     * How the replay went.
     *
     * @param tally its calls
     * @param seconds how long it took
     * @param cuts how many connections were cut under it
     * @param lostAnswers how many of these after a request was delivered
     * @param moves of accounts from host to host meanwhile
     */
    record Replay(Tally tally, double seconds, long cuts, long lostAnswers, Mover.Moves moves) {
        double callsPerSecond() {
            return tally.calls() / seconds;
        }
    }

    boolean good() {
        return replay.tally().failures() == 0
                && replay.moves().made() >= fewestMoves()
                && audit.holds()
                && bracket.holds();
    }

    private long fewestMoves() {
        return Math.min(FEWEST_MOVES, replay.tally().calls() / CALLS_PER_MOVE);
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        told("audit", audit.differences()).forEach(table::append);
        told("killed host", bracket.differences()).forEach(table::append);
        if (replay.moves().made() < fewestMoves()) {
            table.append("moves: too few (expected: at least ")
                    .append(fewestMoves())
                    .append(")\n");
        }
        return table.append(String.format(
                        Locale.ROOT,
                        """
                        calls           %,14d
                        failed calls    %,14d
                        of these unknown%,14d
                        connections cut %,14d of them %,d with an answer lost
                        host stalled    %,14d s
                        retries         %,14d
                        moves           %,14d and %,d not made
                        redirects       %,14d or %.4f a call
                        stood still p50 %,14.3f ms
                        stood still p99 %,14.3f ms
                        money before    %,14.2f
                        money after     %,14.2f
                        calls per second%,14.0f
                        p50             %,14.3f ms
                        p99             %,14.3f ms
                        in the books    %,14.2f of %,d transfers
                        audit           %14s of %d accounts and the books
                        killed host     %14s of %,d calls: %d unknown, of which %d had run""",
                        replay.tally().calls(),
                        replay.tally().failures(),
                        replay.tally().unknowns(),
                        replay.cuts(),
                        replay.lostAnswers(),
                        STALL_SECONDS,
                        replay.tally().retries(),
                        replay.moves().made(),
                        replay.moves().refused(),
                        replay.tally().redirects(),
                        replay.tally().redirectsPerCall(),
                        replay.moves().stillP50Millis(),
                        replay.moves().stillP99Millis(),
                        audit.before() / 100.0,
                        audit.after() / 100.0,
                        replay.callsPerSecond(),
                        replay.tally().percentileMillis(50),
                        replay.tally().percentileMillis(99),
                        audit.books().cents() / 100.0,
                        audit.books().transfers(),
                        audit.holds() ? "exact" : "BROKEN",
                        audit.accounts(),
                        bracket.holds() ? "exact" : "BROKEN",
                        bracket.calls(),
                        bracket.unknown(),
                        bracket.ran()))
                .toString();
    }

    private static Stream<String> told(String what, List<String> differences) {
        return differences.stream().limit(DIFFERENCES_TOLD).map(line -> what + ": " + line + "\n");
    }

    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"calls\":%d,\"failed\":%d,\"unknown\":%d,\"connectionsCut\":%d,\"answersLost\":%d,\"stallSeconds\":%d,"
                        + "\"retries\":%d,\"moves\":%d,\"movesNotMade\":%d,\"redirects\":%d,\"redirectsPerCall\":%.4f,\"stillP50Millis\":%.3f,\"stillP99Millis\":%.3f,\"moneyBeforeCents\":%d,\"moneyAfterCents\":%d,\"callsPerSecond\":%.0f,"
                        + "\"p50Millis\":%.3f,\"p99Millis\":%.3f,\"accounts\":%d,\"books\":{\"transfers\":%d,\"cents\":%d},\"auditDifferences\":%d,"
                        + "\"killedHost\":{\"calls\":%d,\"unknown\":%d,\"unknownThatRan\":%d,\"differences\":%d},\"good\":%b}",
                replay.tally().calls(),
                replay.tally().failures(),
                replay.tally().unknowns(),
                replay.cuts(),
                replay.lostAnswers(),
                STALL_SECONDS,
                replay.tally().retries(),
                replay.moves().made(),
                replay.moves().refused(),
                replay.tally().redirects(),
                replay.tally().redirectsPerCall(),
                replay.moves().stillP50Millis(),
                replay.moves().stillP99Millis(),
                audit.before(),
                audit.after(),
                replay.callsPerSecond(),
                replay.tally().percentileMillis(50),
                replay.tally().percentileMillis(99),
                audit.accounts(),
                audit.books().transfers(),
                audit.books().cents(),
                audit.differences().size(),
                bracket.calls(),
                bracket.unknown(),
                bracket.ran(),
                bracket.differences().size(),
                good());
    }
}
