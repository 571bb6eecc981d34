package io.limpid.runtime;

import io.limpid.runtime.invocation.CurrentCall;
import io.limpid.runtime.invocation.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A station that notes whether two methods that must be alone ever met in it. */
class Junction implements Station {
    final CountDownLatch stays = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    final CompletableFuture<String> stayed = new CompletableFuture<>();
    final AtomicInteger runs = new AtomicInteger();

    @Override
    public String go(List<Station> route) {
        runs.incrementAndGet();
        return route.isEmpty() ? "end" : route.get(0).go(rest(route)) + "<";
    }

    @Override
    public String lookThenGo(List<Station> route) {
        return route.get(0).go(rest(route)) + "<";
    }

    @Override
    public CompletionStage<String> goLater(List<Station> route) {
        return route.isEmpty()
                ? CompletableFuture.completedFuture("end")
                : route.get(0).goLater(rest(route)).thenApply(text -> text + "<");
    }

    @Override
    public List<Long> timeLeft(List<Station> route) {
        List<Long> left = new ArrayList<>();
        left.add(CurrentCall.served().deadline().remainingNanos(new SystemClock()));
        if (!route.isEmpty()) {
            left.addAll(route.get(0).timeLeft(rest(route)));
        }
        return left;
    }

    @Override
    public void stay() {
        stays.countDown();
        try {
            letGo.await();
            stayed.complete("let go");
        } catch (InterruptedException e) {
            stayed.complete("interrupted");
        }
    }

    @Override
    public Listener echo(Listener listener) {
        return listener;
    }

    @Override
    public boolean same(Listener one, Listener other) {
        return one.equals(other);
    }

    @Override
    public String tell(Listener listener, String text) {
        return listener.hear(text);
    }

    private static List<Station> rest(List<Station> route) {
        return new ArrayList<>(route.subList(1, route.size()));
    }
}
