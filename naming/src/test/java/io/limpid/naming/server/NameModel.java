package io.limpid.naming.server;

import io.limpid.runtime.check.Model;
import io.limpid.runtime.check.Operation;
import io.limpid.runtime.network.Recorded;
import io.limpid.runtime.network.Recorded.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A name as naming keeps it: free, or bound at an epoch that is above all before.
 *
 * <p>To bind is idempotent, not exactly once: a call that is repeated after somebody else has freed the name binds it anew, and one that frees
 * it, repeated after somebody else has bound it, is told of that. Each bind brings an interface of its own, by which {@link #history} sees all
 * that came of it.
 */
final class NameModel implements Model<NameModel.State> {
    /** The epoch, 0 where it is free, and the highest there was. */
    record State(long epoch, long highest) {}

    /** Binds it; the output is the epoch. */
    record Bind() {}

    /** Tried to bind it, and was told the epoch at which it is taken. */
    record Taken() {}

    /** Frees it, or finds it free. */
    record Unbind(long expected) {}

    /** Asks for it; the output is the epoch, 0 where it is free. */
    record Resolve() {}

    @Override
    public State initial() {
        return new State(0, 0);
    }

    @Override
    public Optional<State> step(State state, Operation operation) {
        long shown = (Long) operation.output();
        if (operation.input() instanceof Bind) {
            return state.epoch == 0 && shown > state.highest ? Optional.of(new State(shown, shown)) : Optional.empty();
        }
        if (operation.input() instanceof Unbind unbind) {
            if (state.epoch == unbind.expected()) {
                return Optional.of(new State(0, state.highest));
            }
            // One of unknown outcome that changes nothing is as one that was not made.
            return state.epoch == 0 && operation.returned() != Operation.NEVER ? Optional.of(state) : Optional.empty();
        }
        return shown == state.epoch ? Optional.of(state) : Optional.empty();
    }

    @Override
    public boolean onlyReads(Operation operation) {
        return operation.input() instanceof Resolve || operation.input() instanceof Taken;
    }

    /**
     * What {@link NamingLoad} saw, as operations. Calls to free a name that are unknown, or were told of another epoch (of which they do
     * not say whose it is), may have freed it; those to bind one have done so at each epoch that anybody saw of them.
     *
     * @throws AssertionError if one was seen that certainly was not executed
     */
    static List<Operation> history(List<Recorded> calls) {
        Map<String, Recorded> bindsByType = new HashMap<>();
        for (Recorded call : calls) {
            if (call.input().startsWith("b:")) {
                bindsByType.put(call.input().substring(2), call);
            }
        }
        List<Operation> history = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Recorded call : calls) {
            String[] output = call.output().split(":", -1);
            Object input = input(call, output[0]);
            boolean conflict = output[0].equals("conflict");
            if (call.isAnswered() && !conflict) {
                history.add(new Operation(
                        call.object(), input, Long.parseLong(output[1]), call.invoked(), call.returned()));
                if (output.length > 2 && !(input instanceof Bind) && seen.add(output[1])) {
                    addIfItsCallerDoesNotKnow(history, bindsByType.get(output[2]), Long.parseLong(output[1]));
                }
            }
            if (input instanceof Unbind && (conflict || call.outcome() == Outcome.UNKNOWN)) {
                history.add(new Operation(call.object(), input, 0L, call.invoked(), Operation.NEVER));
            }
        }
        return history;
    }

    private static void addIfItsCallerDoesNotKnow(List<Operation> history, Recorded bind, long epoch) {
        if (bind.outcome() == Outcome.NOT_EXECUTED) {
            throw new AssertionError("bound at epoch " + epoch + ", and its caller was told that it was not: " + bind);
        }
        if (!bind.output().startsWith("bound:" + epoch + ":")) {
            history.add(new Operation(bind.object(), new Bind(), epoch, bind.invoked(), Operation.NEVER));
        }
    }

    private static Object input(Recorded call, String answer) {
        return switch (call.input().charAt(0)) {
            case 'r' -> new Resolve();
            case 'u' -> new Unbind(Long.parseLong(call.input().substring(2)));
            default -> answer.equals("taken") ? new Taken() : new Bind();
        };
    }
}
