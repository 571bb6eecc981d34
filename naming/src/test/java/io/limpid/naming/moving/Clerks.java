package io.limpid.naming.moving;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import io.limpid.runtime.check.AppendCheck;
import io.limpid.runtime.check.AppendCheck.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * One clerk for each ledger, who enters one number after another, whatever becomes of it, and notes what he was told, and how long that took since
 * it was due.
 */
final class Clerks implements AutoCloseable {
    private final AppendCheck check = new AppendCheck();
    private final AtomicInteger numbers;
    private final List<Long> spans = new ArrayList<>();

    /** Between what one clerk is to begin; 0 if he begins when he has done the one before. */
    private final long pause;

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Desk> desks = new TreeMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What one of them has in front of him. */
    private static final class Desk {
        final Ledger ledger;
        final Set<Integer> returned;
        volatile boolean works;
        volatile long lastBegun;
        volatile long lastReturned;
        Future<?> work;

        Desk(Ledger ledger, Set<Integer> returned) {
            this.ledger = ledger;
            this.returned = returned;
        }
    }

    /** Clerks who work as fast as they can. */
    Clerks(Client client, List<String> ledgers) {
        this(client, ledgers, 0, 0);
    }

    /**
     * Clerks at a steady pace: who falls behind makes up for it.
     *
     * @param callsPerSecond of all of them together; 0 for as fast as they can
     * @param before the number before their first
     */
    Clerks(Client client, List<String> ledgers, int callsPerSecond, int before) {
        numbers = new AtomicInteger(before);
        pause = callsPerSecond == 0 ? 0 : ledgers.size() * 1_000_000_000L / callsPerSecond;
        for (String name : ledgers) {
            desks.put(name, new Desk(client.lookup(Ledger.class, name), new HashSet<>()));
        }
    }

    void begin() {
        desks.values().forEach(desk -> {
            desk.works = true;
            desk.work = threads.submit(() -> {
                for (long due = System.nanoTime(); desk.works; due += pause) {
                    for (long early = due - System.nanoTime(); pause > 0 && early > 0; ) {
                        LockSupport.parkNanos(early);
                        early = due - System.nanoTime();
                    }
                    enter(desk, pause == 0 ? System.nanoTime() : due);
                }
            });
        });
    }

    /** Has one number entered by a caller of another client, who does what a clerk does. */
    Future<?> enterOnce(Client other, String ledger) {
        Desk desk = new Desk(other.lookup(Ledger.class, ledger), desks.get(ledger).returned);
        return threads.submit(() -> enter(desk, System.nanoTime()));
    }

    /** Lets each end what he is about. */
    void pause() throws Exception {
        desks.values().forEach(desk -> desk.works = false);
        for (Desk desk : desks.values()) {
            desk.work.get(2, TimeUnit.MINUTES);
        }
    }

    private void enter(Desk desk, long due) {
        int number = numbers.incrementAndGet();
        desk.lastBegun = System.nanoTime();
        Told told;
        String failure = null;
        try {
            int unused = desk.ledger.enter(number);
            desk.lastReturned = desk.lastBegun;
            told = Told.RETURNED;
        } catch (NotExecutedException e) {
            told = Told.NOT_EXECUTED;
            failure = e.toString();
        } catch (OutcomeUnknownException e) {
            told = Told.UNKNOWN;
            failure = e.toString();
        } catch (RuntimeException e) {
            told = Told.THREW;
            failure = e.toString();
        }
        synchronized (this) {
            spans.add(System.nanoTime() - due);
            check.told(number, told);
            if (told == Told.RETURNED) {
                desk.returned.add(number);
            } else {
                failures.add(failure);
            }
        }
    }

    /** Whether a call that was begun after this moment has returned. */
    boolean reachedSince(String ledger, long nanoTime) {
        return desks.get(ledger).lastReturned > nanoTime;
    }

    /** What its clerk was told to be in a ledger, and what is in it twice, as complaints; empty if all is well. */
    synchronized List<String> complaints(String ledger, List<Integer> numbers) {
        Set<Integer> there = new HashSet<>();
        List<String> complaints = new ArrayList<>();
        for (int number : numbers) {
            if (!there.add(number)) {
                complaints.add(number + " is in " + ledger + " twice");
            }
        }
        desks.get(ledger).returned.stream()
                .filter(number -> !there.contains(number))
                .forEach(number -> complaints.add(number + " is not in " + ledger));
        return complaints;
    }

    /** The ledger has been lost with what was in it. */
    synchronized void startAnew(String ledger) {
        desks.get(ledger).returned.clear();
    }

    synchronized long count(Told told) {
        return check.count(told);
    }

    /** How long calls took of which so many of a thousand took less, since this was last asked. */
    synchronized Duration[] spans(int... perMille) {
        Collections.sort(spans);
        Duration[] quantiles = IntStream.of(perMille)
                .mapToObj(each -> Duration.ofNanos(spans.get((int) ((spans.size() - 1) * (long) each / 1_000))))
                .toArray(Duration[]::new);
        spans.clear();
        return quantiles;
    }

    synchronized List<String> complaints(List<Integer> entered) {
        return check.complaints(entered);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        desks.values().forEach(desk -> desk.works = false);
        threads.shutdownNow();
    }
}
