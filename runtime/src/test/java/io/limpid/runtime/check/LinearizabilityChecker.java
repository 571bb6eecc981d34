package io.limpid.runtime.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for an order of a history's operations that the model could have gone through and that keeps what was over before what began
 * later (Wing and Gong, "Testing and Verifying Concurrent Objects", 1993). It goes depth first, and never twice from the same set of
 * operations to the same state (Lowe, "Testing for Linearizability", 2017). Objects are judged one by one, because linearizability is
 * local. An operation of unknown outcome may stand anywhere after its beginning, or nowhere.
 *
 * @param <S> the model's states
 */
public final class LinearizabilityChecker<S> {
    private final Model<S> model;
    private final int mostStates;

    /** Makes one that gives up on an object after so many states. */
    public LinearizabilityChecker(Model<S> model, int mostStates) {
        this.model = model;
        this.mostStates = mostStates;
    }

    /** What came of it. */
    public enum Verdict {
        LINEARIZABLE,
        NOT_LINEARIZABLE,
        /** Neither was found within the bound. */
        GAVE_UP
    }

    /** Judges a history: the worst of its objects' verdicts. */
    public Verdict judge(List<Operation> history) {
        TreeMap<String, List<Operation>> byObject = new TreeMap<>();
        history.forEach(each -> byObject.computeIfAbsent(each.object(), key -> new ArrayList<>())
                .add(each));
        Verdict worst = Verdict.LINEARIZABLE;
        for (List<Operation> operations : byObject.values()) {
            Verdict verdict = judgeObject(operations);
            if (verdict == Verdict.NOT_LINEARIZABLE) {
                return verdict;
            }
            worst = verdict == Verdict.GAVE_UP ? verdict : worst;
        }
        return worst;
    }

    private Verdict judgeObject(List<Operation> unordered) {
        List<Operation> operations = unordered.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        Set<Node<S>> seen = new HashSet<>();
        Deque<Node<S>> open = new ArrayDeque<>();
        open.push(new Node<>(new BitSet(), model.initial()));
        while (!open.isEmpty()) {
            Node<S> node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (seen.size() > mostStates) {
                return Verdict.GAVE_UP;
            }
            if (!expand(node, operations, open)) {
                return Verdict.LINEARIZABLE;
            }
        }
        return Verdict.NOT_LINEARIZABLE;
    }

    /** Opens what may come next; false if nothing that is known is left. */
    private boolean expand(Node<S> node, List<Operation> operations, Deque<Node<S>> open) {
        long firstReturn = Operation.NEVER;
        for (int i = node.done.nextClearBit(0); i < operations.size(); i = node.done.nextClearBit(i + 1)) {
            firstReturn = Math.min(firstReturn, operations.get(i).returned());
        }
        if (firstReturn == Operation.NEVER) {
            return false;
        }
        for (int i = node.done.nextClearBit(0); i < operations.size(); i = node.done.nextClearBit(i + 1)) {
            Operation next = operations.get(i);
            if (next.invoked() > firstReturn) {
                break;
            }
            Optional<S> after = model.step(node.state, next);
            if (after.isPresent()) {
                BitSet done = (BitSet) node.done.clone();
                done.set(i);
                open.push(new Node<>(done, after.get()));
                if (model.onlyReads(next)) {
                    // Whatever follows would follow as well without it: there is no need to try it later.
                    return true;
                }
            }
        }
        return true;
    }

    private record Node<S>(BitSet done, S state) {}
}
