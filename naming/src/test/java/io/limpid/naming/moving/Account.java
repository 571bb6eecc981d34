package io.limpid.naming.moving;

import io.limpid.runtime.check.AppendCheck;
import io.limpid.runtime.check.AppendCheck.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What callers of one ledger were told of what they had entered, and what ran, and where. For one thread. */
final class Account {
    private final AppendCheck told = new AppendCheck();
    private final List<Integer> ran = new ArrayList<>();
    private final Map<String, Set<Integer>> ranAt = new HashMap<>();

    /** What callers were told to be entered. */
    private final Set<Integer> acknowledged = new HashSet<>();

    /** What may be lost, because it was in memory of a machine that has crashed or was given up. */
    private final Set<Integer> forgiven = new HashSet<>();

    /** What must not be, one sentence each. */
    private final List<String> complaints = new ArrayList<>();

    /** A caller was told how its call has ended. */
    void told(int number, Told end) {
        told.told(number, end);
        if (end == Told.RETURNED) {
            acknowledged.add(number);
        }
    }

    /** How many callers were told this. */
    long count(Told end) {
        return told.count(end);
    }

    /** A number was entered at a host. */
    void ran(int number, String host) {
        ran.add(number);
        ranAt.computeIfAbsent(host, key -> new HashSet<>()).add(number);
    }

    /** Something must not be. */
    void complain(String sentence) {
        complaints.add(sentence);
    }

    /** What has run until now may be lost. */
    void forgive() {
        forgiven.addAll(ran);
    }

    /** What has run at a host until now may be lost. */
    void forgive(String host) {
        forgiven.addAll(ranAt.getOrDefault(host, Set.of()));
    }

    /**
     * Everything that is wrong in the end.
     *
     * @param numbers what stands in the ledger; null if nobody has told
     */
    List<String> judge(@Nullable List<Integer> numbers) {
        List<String> wrong = new ArrayList<>(complaints);
        wrong.addAll(told.complaints(ran));
        if (numbers == null) {
            wrong.add("nobody answers");
            return wrong;
        }
        Set<Integer> there = new HashSet<>(numbers);
        if (there.size() < numbers.size()) {
            wrong.add("something stands in the ledger twice: " + numbers);
        }
        acknowledged.stream()
                .filter(number -> !forgiven.contains(number) && !there.contains(number))
                .sorted()
                .forEach(number -> wrong.add(number + " was acknowledged, and is lost"));
        return wrong;
    }
}
