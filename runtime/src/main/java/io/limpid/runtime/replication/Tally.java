package io.limpid.runtime.replication;

import io.limpid.Combine;
import io.limpid.NotExecutedException.Reason;
import io.limpid.ReplicasDisagreeException;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.invocation.Outcome;
import io.limpid.runtime.invocation.Replication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the answers of a group until it is decided what they are together. An exception of the object is an answer where answers are compared, and
 * a failure of its replica where values are wanted. Not thread-safe.
 */
final class Tally {
    private final Replication replication;
    private final int group;
    private final int needed;

    /** Who gave which answer, in the order of the first of each kind. */
    private final Map<Ballot, List<Replica>> ballots = new LinkedHashMap<>();

    private final List<Object> values = new ArrayList<>();
    private final Endings failures = new Endings();
    private int ended;
    private @Nullable Ballot elected;

    Tally(Replication replication, int group) {
        this.replication = replication;
        this.group = group;
        this.needed = replication.needed(group);
    }

    /** Why it is no use to begin; null if it is. */
    @Nullable
    Outcome hopeless() {
        return needed <= group
                ? null
                : new Outcome.NotExecuted(
                        Reason.UNREACHABLE, "the group has " + group + " replicas, and " + needed + " must answer");
    }

    /** An attempt has ended. Gives the outcome if that decides it; null otherwise. To be asked no more once it is decided. */
    @Nullable
    Outcome add(Replica replica, Outcome outcome) {
        ended++;
        if (Endings.isAnswer(outcome)) {
            ballots.computeIfAbsent(new Ballot(outcome), key -> new ArrayList<>())
                    .add(replica);
            if (outcome instanceof Outcome.Returned returned) {
                values.add(returned.value());
            }
        } else {
            failures.add(replica, outcome);
        }
        return switch (replication.combine()) {
            case VOTE -> vote();
            case EQUAL -> equal();
            case NONE, FIRST, UNION, SUM, MIN, MAX -> values();
        };
    }

    /** Whether an answer that came after the decision is another than the one that was elected. */
    boolean isOutvoted(Outcome late) {
        return elected != null && Endings.isAnswer(late) && !elected.equals(new Ballot(late));
    }

    /** Those who answered otherwise than the one that was elected, until the decision. */
    Map<Replica, Outcome> outvoted() {
        Map<Replica, Outcome> odd = new LinkedHashMap<>();
        ballots.forEach((ballot, replicas) -> {
            if (elected != null && !ballot.equals(elected)) {
                replicas.forEach(replica -> odd.put(replica, ballot.answer()));
            }
        });
        return odd;
    }

    private @Nullable Outcome vote() {
        int most = 0;
        for (Map.Entry<Ballot, List<Replica>> ballot : ballots.entrySet()) {
            most = Math.max(most, ballot.getValue().size());
            if (most >= needed) {
                elected = ballot.getKey();
                return elected.answer();
            }
        }
        if (most + group - ended >= needed) {
            return null;
        }
        return answers() >= needed ? disagreement("no answer has " + needed + " of " + group + " votes") : tooFew();
    }

    private @Nullable Outcome equal() {
        if (ballots.size() > 1) {
            return disagreement("the answers differ");
        }
        if (answers() >= needed) {
            return ballots.keySet().iterator().next().answer();
        }
        return answers() + group - ended >= needed ? null : tooFew();
    }

    private @Nullable Outcome values() {
        if (values.size() >= needed) {
            return Combining.combine(replication, values);
        }
        if (values.size() + group - ended >= needed) {
            return null;
        }
        for (Ballot ballot : ballots.keySet()) {
            if (ballot.answer() instanceof Outcome.Threw) {
                return ballot.answer();
            }
        }
        return tooFew();
    }

    private int answers() {
        return ballots.values().stream().mapToInt(List::size).sum();
    }

    private Outcome disagreement(String what) {
        StringBuilder text =
                new StringBuilder("the replicas disagree, ").append(what).append(":");
        ballots.forEach((ballot, replicas) -> text.append(' ')
                .append(replicas.stream().map(Replica::host).toList())
                .append(" gave ")
                .append(ballot)
                .append(';'));
        text.setLength(text.length() - 1);
        return new Outcome.Threw(new ReplicasDisagreeException(text.toString()));
    }

    private Outcome tooFew() {
        Outcome together = failures.together(
                answers() + " of " + needed + " answers that are needed came from a group of " + group + "; ");
        return answers() == 0 || together.mayHaveExecuted()
                ? together
                : new Outcome.Unknown(((Outcome.NotExecuted) together).detail(), null);
    }

    boolean isCompared() {
        return replication.combine() == Combine.VOTE;
    }
}
