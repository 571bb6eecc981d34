package io.limpid.runtime;

import io.limpid.runtime.invocation.CurrentCall;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the call that a method is serving along to other threads. Calls that a method makes on its own thread end by the deadline of the
 * call it serves, are cancelled with it, and enter again where its chain of calls is inside already. A task that it gives to
 * another thread has none of this, because nothing tells whose task it is, unless it is carried:
 *
 * <pre>{@code
 * public Offer best(Order order) {
 *     Executor mine = ServedCall.carrying(pool);
 *     var offers = new ArrayList<CompletableFuture<Offer>>();
 *     for (Shop shop : shops) {
 *         offers.add(CompletableFuture.supplyAsync(() -> shop.offer(order), mine));
 *     }
 *     return cheapest(offers);
 * }
 * }</pre>
 *
 * <p>What is carried is the call that the carrying thread serves when it calls a method of this class; where it serves none, the task
 * serves none either, whichever thread runs it. A task may run after the served method has ended: its calls are ordinary ones then,
 * still end by that deadline, and keep no object. So do not carry what is meant to outlive the call. While a carried task makes a call, the
 * method's object lets its own chain back in, as with an asynchronous call: the task and the method must not both change it.
 *
 * <p>When the served call is cancelled, calls that carried tasks have under way end as cancelled; threads that compute are not
 * interrupted. Thread-safe.
 */
public final class ServedCall {
    private ServedCall() {}

    /** Gives a task that serves the present call wherever it runs, and as often as it does. */
    public static Runnable carry(Runnable task) {
        Objects.requireNonNull(task, "task");
        CurrentCall served = CurrentCall.served();
        return () -> {
            try (CurrentCall.Scope scope = enter(served)) {
                task.run();
            }
        };
    }

    /** Gives a task that serves the present call wherever it runs, and as often as it does. */
    public static <T> Callable<T> carryCallable(Callable<T> task) {
        Objects.requireNonNull(task, "task");
        CurrentCall served = CurrentCall.served();
        return () -> {
            try (CurrentCall.Scope scope = enter(served)) {
                return task.call();
            }
        };
    }

    /** Gives an executor whose tasks serve the call that is served where they are handed to it. One such executor may be kept for good. */
    public static Executor carrying(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return task -> executor.execute(carry(task));
    }

    private static CurrentCall.Scope enter(@Nullable CurrentCall served) {
        return served == null ? CurrentCall.leave() : served.enter();
    }
}
