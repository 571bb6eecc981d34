package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.limpid.MoveRefusedException;
import io.limpid.MoveRefusedException.Reason;
import io.limpid.NotExecutedException;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.invocation.SystemThreads;
import io.limpid.runtime.location.Naming;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever asks a host to move something hears what became of it also if that host is lost. Over sockets. */
@Timeout(60)
final class MoveRequestsTest {
    /** What naming needs to give a host up does not count here. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final MovingHosts moving = new MovingHosts();
    private final FakeNaming naming = moving.naming;
    private final ExecutorService threads = Executors.newCachedThreadPool(SystemThreads.daemons("mover"));
    private final CountDownLatch busy = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        busy.countDown();
        moving.close();
        threads.shutdownNow();
    }

    private CompletableFuture<Duration> move() {
        return CompletableFuture.supplyAsync(() -> moving.client.migrate("till", "b"), threads);
    }

    /** The source has been asked, and naming whether that lives. */
    private void awaitLook() {
        await().until(() -> naming.askedWhoLives.get() > 1);
    }

    private void loseTheSource() {
        moving.wall("a").swallow();
        naming.suspects.add("a");
    }

    /** A method keeps the object, so that the move can not begin to commit. */
    private void keepBusy() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Purse purse = new Purse();
        purse.onDeposit = () -> {
            running.countDown();
            try {
                busy.await();
            } catch (InterruptedException e) {
                // The host ends.
            }
        };
        moving.host("a").export("till", Till.class, purse);
        Till till = moving.host("a").lookup(Till.class, "till");
        threads.execute(() -> {
            try {
                till.deposit(1);
            } catch (Till.ShutException | RuntimeException e) {
                // It does not matter how it ends.
            }
        });
        running.await();
    }

    private static void assertRefused(CompletableFuture<Duration> move, Reason reason, String why) {
        assertThatThrownBy(() -> {
                    await().atMost(SOON).until(move::isDone);
                    move.join();
                })
                .cause()
                .isInstanceOfSatisfying(
                        MoveRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(why);
    }

    @Test
    void anObjectWhoseSourceIsLostWhenItHasMovedHasMoved() {
        moving.host("a").export("till", Till.class, new Purse());
        naming.onMoved = moved -> loseTheSource();

        CompletableFuture<Duration> move = move();

        assertThat(move).succeedsWithin(SOON);
        assertThat(naming.binding("till").replicas().get(0).host()).isEqualTo("b");
    }

    @Test
    void anObjectWhoseSourceIsLostBeforeStaysThere() throws Exception {
        keepBusy();
        CompletableFuture<Duration> move = move();
        awaitLook();

        loseTheSource();

        assertRefused(
                move, Reason.SOURCE_UNREACHABLE, "host a, which was to move it, does not answer; it has not moved");
    }

    @Test
    void anObjectThatIsElsewhereByThenIsToldToBeThere() throws Exception {
        keepBusy();
        CompletableFuture<Duration> move = move();
        awaitLook();

        loseTheSource();
        naming.give("till", "c", moving.host("c").endpoint());

        assertRefused(move, Reason.CONFLICT, "host c has bound its name anew");
    }

    /** Between the first look where the till is and the request to move it from there. */
    private void beforeItIsAskedFor(Consumer<Host.Exported> other) {
        Host.Exported till = moving.host("a").export("till", Till.class, new Purse());
        naming.onAskedWhoLives = () -> {
            naming.onAskedWhoLives = () -> {};
            other.accept(till);
        };
    }

    @Test
    void whoComesTooLateIsToldWhereItIs() {
        beforeItIsAskedFor(till -> moving.host("a").migrate("till", "c"));

        assertRefused(
                move(),
                Reason.CONFLICT,
                "till does not move to b: somebody else has moved it, and it is at host c now, at epoch ");
    }

    @Test
    void whoComesTooLateForTheSameHasWhatHeWanted() {
        beforeItIsAskedFor(till -> moving.host("a").migrate("till", "b"));

        assertThat(move()).succeedsWithin(SOON);
    }

    @Test
    void whatWasFreedMeanwhileIsNowhere() {
        beforeItIsAskedFor(Host.Exported::unexport);

        assertRefused(move(), Reason.NOT_HERE, "till does not move to b: no object has its name any more");
    }

    @Test
    void whoComesWhileItIsMovedIsToldSo() throws Exception {
        keepBusy();
        CompletableFuture<Duration> move = move();
        awaitLook();

        assertThatThrownBy(() -> moving.host("c").attract("till"))
                .isInstanceOfSatisfying(
                        MoveRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessage(
                        "till does not move to c: it is at host a, and somebody moves it already, or it is not bound yet");
        busy.countDown();

        assertThat(move).succeedsWithin(SOON);
    }

    @Test
    void aSourceThatLivesIsWaitedFor() throws Exception {
        keepBusy();
        CompletableFuture<Duration> move = move();

        awaitLook();
        busy.countDown();

        assertThat(move).succeedsWithin(SOON);
    }

    @Test
    void whoCannotReachNamingIsToldSo() {
        NotExecutedException away =
                new NotExecutedException(NotExecutedException.Reason.UNREACHABLE, "naming is away", "away", null);
        Naming silent = (Naming) Proxy.newProxyInstance(
                Naming.class.getClassLoader(),
                new Class<?>[] {Naming.class},
                (proxy, method, arguments) -> CompletableFuture.failedFuture(away));
        Environment environment = Environment.ofSystem("mover");
        MoveRequests requests = new MoveRequests(silent, endpoint -> fail("nobody is asked"), environment);

        assertThatThrownBy(() -> requests.migrate(new ObjectName("till"), "b")).isSameAs(away);
        environment.release().run();
    }
}
