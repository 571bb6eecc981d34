package io.limpid.examples.quotes;

import io.limpid.Concurrent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One board. It can be made slow now and then, and made to lie. */
@Concurrent
public final class Board implements Quotes {
    private final Map<String, Long> prices = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile int everyNth = 1;
    private volatile boolean lies;

    /** From now on each so-manieth question for the latest price takes so much longer. */
    public void isSlow(Duration span, int each) {
        everyNth = each;
        delay = span;
    }

    /** From now on it tells a wrong price at closing. */
    public void lies() {
        lies = true;
    }

    /** How often it was asked for the latest price. */
    public int asked() {
        return asked.get();
    }

    @Override
    public long latest(String symbol) {
        int question = asked.incrementAndGet();
        if (!delay.isZero() && question % everyNth == 0) {
            LockSupport.parkNanos(delay.toNanos());
        }
        return price(symbol);
    }

    @Override
    public long closing(String symbol) {
        return lies ? price(symbol) + 1 : price(symbol);
    }

    @Override
    public void publish(String symbol, long cents) {
        prices.put(symbol, cents);
    }

    private long price(String symbol) {
        return prices.getOrDefault(symbol, 0L);
    }
}
