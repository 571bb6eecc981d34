package io.limpid.runtime.replication;

import io.limpid.runtime.invocation.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a replica answered, such that two are equal if they are the same answer: values by what they are, arrays by content, exceptions by what they say. */
final class Ballot {
    private final Outcome answer;

    Ballot(Outcome answer) {
        this.answer = answer;
    }

    Outcome answer() {
        return answer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Ballot that)) {
            return false;
        }
        if (answer instanceof Outcome.Returned one && that.answer instanceof Outcome.Returned another) {
            return Objects.deepEquals(one.value(), another.value());
        }
        return answer instanceof Outcome.Threw one
                && that.answer instanceof Outcome.Threw another
                && one.exception().getClass().equals(another.exception().getClass())
                && Objects.equals(
                        one.exception().getMessage(), another.exception().getMessage());
    }

    @Override
    public int hashCode() {
        return answer.getClass().hashCode();
    }

    /** The answer for people to read, cut. */
    @Override
    public String toString() {
        String text = answer instanceof Outcome.Returned returned
                ? text(returned.value())
                : answer instanceof Outcome.Threw threw ? "threw " + threw.exception() : answer.toString();
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }

    private static String text(@Nullable Object value) {
        String text = java.util.Arrays.deepToString(new Object[] {value});
        return text.substring(1, text.length() - 1);
    }
}
