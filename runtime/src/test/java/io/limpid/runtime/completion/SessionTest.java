package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Standing;
import io.limpid.runtime.invocation.Cancellation;
import io.limpid.runtime.invocation.Deadline;
import io.limpid.runtime.invocation.Invocation;
import io.limpid.runtime.invocation.Invoker;
import io.limpid.runtime.invocation.Journal;
import io.limpid.runtime.simulation.Methods;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client says that it has the answers of, and who has to wait. */
final class SessionTest {
    private static final ObjectName ALICE = new ObjectName("alice");
    private static final ObjectName BOB = new ObjectName("bob");

    private static final Invoker BELOW = invocation -> new CompletableFuture<>();

    private final VirtualTime time = new VirtualTime();
    private final Session session = new Session(7, 0);

    @Test
    void aCallAcknowledgesWhatItsObjectHasAnsweredBeforeIt() {
        Ticket first = open(ALICE);
        Ticket second = open(ALICE);
        assertThat(second.ofObject()).isEqualTo(first.id().sequence());

        first.close();

        assertThat(second.ofObject()).isEqualTo(second.id().sequence());
        second.close();
        Ticket third = open(ALICE);
        assertThat(third.ofObject()).isEqualTo(third.id().sequence());
    }

    @Test
    void anAnswerThatCameOutOfTurnIsNotAcknowledgedBeforeThoseBeforeIt() {
        Ticket first = open(ALICE);
        Ticket second = open(ALICE);
        Ticket third = open(ALICE);

        second.close();

        assertThat(third.ofObject()).isEqualTo(first.id().sequence());
        first.close();
        assertThat(third.ofObject()).isEqualTo(third.id().sequence());
    }

    @Test
    void aCallThatNeverEndsHoldsUpItsOwnObjectOnly() {
        Ticket stuck = open(ALICE);
        for (int i = 0; i < 100_000; i++) {
            Ticket other = open(BOB);
            assertThat(other.ofObject()).isEqualTo(other.id().sequence());
            other.close();
        }

        assertThat(stuck.ofClient()).isEqualTo(stuck.id().sequence());
        stuck.close();
        assertThat(stuck.ofClient()).isEqualTo(100_002);
    }

    @Test
    void callsThatAreNotFollowedHoldUpNothing() {
        InvocationId unfollowed = session.next();
        Ticket ticket = open(ALICE);

        assertThat(ticket.id().sequence()).isEqualTo(unfollowed.sequence() + 1);
        assertThat(ticket.ofClient()).isEqualTo(ticket.id().sequence());
    }

    @Test
    void theWindowCountsFromTheFirstWithoutAnAnswer() {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < Session.WINDOW; i++) {
            tickets.add(open(ALICE));
        }
        CompletableFuture<Ticket> waiting = session.open(call(ALICE, journal()), BELOW);
        tickets.subList(1, tickets.size()).forEach(Ticket::close);

        assertThat(waiting).isNotDone();
        assertThat(session.open(call(BOB, journal()), BELOW)).isDone();
        tickets.get(0).close();

        assertThat(waiting)
                .isCompletedWithValueMatching(
                        ticket -> ticket.ofObject() == ticket.id().sequence());
    }

    @Test
    void whoGivesUpItsTurnLeavesItToTheNext() {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < Session.WINDOW; i++) {
            tickets.add(open(ALICE));
        }
        CompletableFuture<Ticket> impatient = session.open(call(ALICE, journal()), BELOW);
        CompletableFuture<Ticket> patient = session.open(call(ALICE, journal()), BELOW);

        impatient.complete(null);
        tickets.get(0).close();

        assertThat(patient).isCompletedWithValueMatching(ticket -> ticket != null);
    }

    @Test
    void afterTheLeaseNothingIsSentUnderTheOldId() {
        Journal outstanding = journal();
        Ticket ticket = session.open(call(ALICE, outstanding), BELOW).join();
        assertThat(outstanding.begin("somewhere", Standing.NONE)).isNull();

        session.end();

        assertThat(outstanding.begin("elsewhere", Standing.NONE)).contains("lease of client 7 has ended");
        assertThat(session.open(call(ALICE, journal()), BELOW).join()).isNull();
        ticket.close();
    }

    @Test
    void whoWaitsWhenTheLeaseEndsIsToldSo() {
        for (int i = 0; i < Session.WINDOW; i++) {
            open(ALICE);
        }
        CompletableFuture<Ticket> waiting = session.open(call(ALICE, journal()), BELOW);

        session.end();

        assertThat(waiting).isCompletedWithValue(null);
    }

    @Test
    void theClientsPrefixNeverPassesACallThatIsOutstanding() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ObjectName object = new ObjectName("object" + i);
            callers.add(threads.submit(() -> {
                for (int call = 0; call < 20_000; call++) {
                    Ticket ticket = open(object);
                    assertThat(ticket.ofClient())
                            .isLessThanOrEqualTo(ticket.id().sequence());
                    session.next();
                    ticket.close();
                }
            }));
        }

        for (Future<?> caller : callers) {
            caller.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        Ticket last = open(ALICE);
        assertThat(last.ofClient()).isEqualTo(last.id().sequence()).isEqualTo(160_001);
    }

    @Test
    void whatAnotherObjectAnswersDoesNotMakeAnUnansweredCallForgotten() {
        open(ALICE).close();
        Ticket unanswered = open(ALICE);

        open(BOB).close();

        assertThat(open(ALICE).ofObject()).isEqualTo(unanswered.id().sequence());
    }

    private Ticket open(ObjectName object) {
        return session.open(call(object, journal()), BELOW).join();
    }

    @Test
    void aCallThatEndedAsUnknownIsNotAcknowledgedForAMinute() {
        Ticket unknown = open(ALICE);

        unknown.keep(time);
        time.advance(Session.KEPT.minusMillis(1));

        assertThat(open(ALICE).ofObject()).isEqualTo(unknown.id().sequence());
        assertThat(session.call(unknown.id().sequence())).isSameAs(unknown.inLayers());
        time.advance(Duration.ofMillis(1));
        assertThat(open(ALICE).ofObject()).isGreaterThan(unknown.id().sequence());
        assertThat(session.call(unknown.id().sequence())).isNull();
    }

    @Test
    void aCallThatEndedAsUnknownHoldsUpNoOther() {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < Session.WINDOW; i++) {
            tickets.add(open(ALICE));
        }
        CompletableFuture<Ticket> waiting = session.open(call(ALICE, journal()), BELOW);
        assertThat(waiting).isNotDone();

        tickets.forEach(each -> each.keep(time));
        assertThat(waiting).isDone();
        waiting.join().close();
        for (int i = 0; i < 2 * Session.WINDOW; i++) {
            CompletableFuture<Ticket> further = session.open(call(ALICE, journal()), BELOW);
            assertThat(further).isDone();
            further.join().keep(time);
        }
    }

    @Test
    void noMoreThanSoManyUnknownCallsAreKept() {
        List<Ticket> unknown = new ArrayList<>();
        for (int i = 0; i < 2 * Session.MOST_KEPT; i++) {
            Ticket ticket = open(new ObjectName("object" + i));
            ticket.keep(time);
            unknown.add(ticket);
        }

        assertThat(unknown.stream().filter(each -> session.call(each.id().sequence()) != null))
                .containsExactlyElementsOf(unknown.subList(Session.MOST_KEPT, unknown.size()));
        assertThat(time.scheduled()).isEqualTo(Session.MOST_KEPT);
    }

    @Test
    void afterTheLeaseNoUnknownCallIsKept() {
        Ticket before = open(ALICE);
        Ticket after = open(ALICE);
        before.keep(time);

        session.end();
        after.keep(time);

        assertThat(session.call(before.id().sequence())).isNull();
        assertThat(time.scheduled()).isZero();
    }

    private static Invocation call(ObjectName object, Journal journal) {
        return new Invocation(
                object,
                Methods.DEPOSIT,
                Methods.NONE,
                Invocation.UNIDENTIFIED,
                Invocation.UNIDENTIFIED,
                new Deadline(Long.MAX_VALUE),
                new Cancellation(),
                journal);
    }

    private static Journal journal() {
        return new Journal(0);
    }
}
