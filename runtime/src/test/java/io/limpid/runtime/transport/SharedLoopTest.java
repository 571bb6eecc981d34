package io.limpid.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Meanwhile;
import io.limpid.runtime.invocation.Outcome;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs the loop while a caller waits: it must never be nobody for long, and never two. */
final class SharedLoopTest {
    private static final int WARM = 200;

    private final Party host = Party.listening(Party.overTheNetwork());
    private final Party client = Party.calling(Party.overTheNetwork());
    private final Meanwhile waiting = client.transport.meanwhile();

    @BeforeEach
    void thereMustBeEpoll() {
        assumeThat(Epoll.isAvailable()).isTrue();
    }

    @AfterEach
    void close() {
        client.close();
        host.close();
    }

    private CompletableFuture<Outcome> waitFor(Invocation invocation) {
        return waitFor(() -> client.call(host, invocation));
    }

    private CompletableFuture<Outcome> waitFor(Supplier<CompletableFuture<Outcome>> call) {
        AtomicReference<CompletableFuture<Outcome>> pending = new AtomicReference<>();
        waiting.begin(new Meanwhile.Waited() {
            @Override
            public void begin() {
                pending.set(call.get());
            }

            @Override
            public boolean isDone() {
                return pending.get().isDone();
            }

            @Override
            public void whenDone(Runnable task) {
                CompletableFuture<Outcome> unused = pending.get().whenComplete((outcome, bug) -> task.run());
            }
        });
        return pending.get();
    }

    private int callAlone(int times) throws Exception {
        AtomicInteger own = new AtomicInteger();
        Thread caller = Thread.currentThread();
        for (int i = 0; i < times; i++) {
            Invocation adding = Party.adding(i, 1);
            CompletableFuture<Outcome> pending =
                    waitFor(() -> client.call(host, adding).whenComplete((outcome, bug) -> {
                        own.addAndGet(Thread.currentThread() == caller ? 1 : 0);
                    }));
            assertThat(pending.get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(i + 1L));
        }
        return own.get();
    }

    @Test
    void aThreadThatCallsAloneReadsItsOwnAnswers() throws Exception {
        int before = callAlone(WARM);
        int own = callAlone(WARM);

        assertThat(before + own).isGreaterThan(WARM / 4);
    }

    @Test
    void twoNeverHaveItAtOnce() throws Exception {
        SharedLoop loop = new SharedLoop(null, new ThreadPerTaskExecutor(Thread::new), EpollIoHandler.newFactory());
        AtomicReference<Thread> within = new AtomicReference<>();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Runnable alone = () -> {
            Thread other = within.getAndSet(Thread.currentThread());
            for (int i = 0; i < 500; i++) {
                Thread.onSpinWait();
            }
            if (other != null || within.getAndSet(null) != Thread.currentThread() || !loop.inEventLoop()) {
                failed.set(new AssertionError("two had the loop"));
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean waits = i > 0;
            threads.add(started(failed, n -> {
                CompletableFuture<Outcome> done = new CompletableFuture<>();
                Runnable task = () -> {
                    alone.run();
                    done.complete(new Outcome.Returned(1L));
                };
                if (waits) {
                    waitFor(() -> {
                                loop.execute(task);
                                return done;
                            })
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join();
                } else {
                    loop.execute(task);
                    done.orTimeout(10, TimeUnit.SECONDS).join();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).await(10_000);

        assertThat(failed).hasValue(null);
        assertThat(loop.isTerminated()).isTrue();
    }

    @Test
    void whatComesBetweenCallsIsReadThoughNobodyCallsAgain() throws Exception {
        CompletableFuture<Outcome> early =
                client.call(host, Party.sending(Party.HOLD, new byte[1], new Cancellation()));
        Party.Held held = host.held.take();
        callAlone(WARM);

        held.responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));

        assertThat(early.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void anAnswerThatTakesLongIsReadByTheKeeper() throws Exception {
        callAlone(WARM);

        CompletableFuture<Outcome> pending = waitFor(Party.sending(Party.HOLD, new byte[1], new Cancellation()));
        assertThat(pending).isNotDone();
        Party.Held held = host.held.take();
        held.responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));

        assertThat(pending.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void anInterruptedThreadHasTheLoopNoLonger() throws Exception {
        callAlone(WARM);
        Thread.currentThread().interrupt();

        CompletableFuture<Outcome> pending = waitFor(Party.sending(Party.HOLD, new byte[1], new Cancellation()));

        assertThat(Thread.interrupted()).isTrue();
        host.held.take().responder().respond(Party.HOLD, new Outcome.Returned(new byte[0]));
        assertThat(pending.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Returned.class);
    }

    @Test
    void aCallThatNobodyWaitsForIsAnsweredAfterOnesThatWereWaitedFor() throws Exception {
        for (int i = 0; i < 20; i++) {
            callAlone(20);

            assertThat(client.add(host, i, 1).get(10, TimeUnit.SECONDS)).isEqualTo(new Outcome.Returned(i + 1L));
        }
    }

    @Test
    void aPeerThatIsGoneIsNoticedBetweenCalls() throws Exception {
        callAlone(WARM);

        host.close();

        await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            Outcome outcome = client.add(host, 1, 1).get(10, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.NotExecuted.class);
        });
    }

    @Test
    void manyThreadsOfEveryKindAreAllAnswered() throws Exception {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean waits = i % 2 == 0;
            threads.add(started(failed, n -> {
                CompletableFuture<Outcome> pending = waits ? waitFor(Party.adding(n, 1)) : client.add(host, n, 1);
                assertThat(pending.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(new Outcome.Returned(n + 1L));
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failed).hasValue(null);
        assertThat(host.requests).hasValue(8 * 2_000);
    }

    /** Every thread calls alone now and then: the loop passes from hand to hand all the time. */
    private static Thread started(AtomicReference<Throwable> failed, IntConsumer call) {
        Thread thread = new Thread(() -> {
            try {
                for (int n = 0; n < 2_000; n++) {
                    call.accept(n);
                }
            } catch (Throwable e) {
                failed.set(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void aTransportClosesWhileACallerHasTheLoop() throws Exception {
        callAlone(WARM);
        Thread closer = new Thread(client::close);
        closer.start();

        Outcome outcome = new Outcome.Returned(1L);
        while (outcome instanceof Outcome.Returned) {
            outcome = waitFor(Party.adding(1, 1)).get(10, TimeUnit.SECONDS);
        }

        closer.join(10_000);
        assertThat(closer.isAlive()).isFalse();
    }
}
