package io.limpid.runtime.hosting;

import io.limpid.runtime.invocation.CurrentCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;

/** An object whose calls stay inside until the test lets them go, by the value that they carry; 0 goes at once. */
class Steps implements Probe {
    final List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
    final ConcurrentMap<Integer, CurrentCall> calls = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, CompletableFuture<Integer>> stages = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();

    @Override
    public int write(int value) throws Exception {
        return stay("write", value);
    }

    @Override
    public int read(int value) throws Exception {
        return stay("read", value);
    }

    @Override
    public CompletionStage<Integer> later(int value) {
        log.add("later " + value);
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        stages.put(value, stage);
        return stage;
    }

    private int stay(String what, int value) throws InterruptedException {
        log.add(what + " " + value);
        CurrentCall served = CurrentCall.served();
        calls.put(value, served);
        try {
            if (value != 0) {
                gate(value).await();
            }
        } catch (InterruptedException e) {
            log.add("interrupted " + value);
            throw e;
        } finally {
            log.add("end " + value);
        }
        return value;
    }

    void letGo(int value) {
        gate(value).countDown();
    }

    private CountDownLatch gate(int value) {
        return gates.computeIfAbsent(value, key -> new CountDownLatch(1));
    }
}
