package io.limpid.runtime.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.InvocationId;
import io.limpid.runtime.completion.LeaseAuthority.Answer;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ClientLeaseTest {
    private static final Duration TERM = Duration.ofSeconds(30);

    private final VirtualTime scheduler = new VirtualTime();
    private final FakeAuthority authority = new FakeAuthority();
    private final InvocationIds ids = new InvocationIds(new Random(1));
    private final ClientLease lease = new ClientLease(authority, ids, scheduler);

    @Test
    void callsAreNumberedByTheGrantedIdFromOne() {
        lease.begin();

        assertThat(ids.next()).isEqualTo(new InvocationId(101, 1));
        assertThat(ids.next()).isEqualTo(new InvocationId(101, 2));
    }

    @Test
    void theLeaseIsRenewedThreeTimesInATerm() {
        lease.begin();

        scheduler.advance(TERM);

        assertThat(authority.asked).containsExactly("open", "renew 101", "renew 101", "renew 101");
        assertThat(ids.clientId()).isEqualTo(101);
    }

    @Test
    void whileTheAuthorityIsAwayTheIdStaysInUse() {
        lease.begin();
        authority.away = true;

        scheduler.advance(Duration.ofHours(3));
        authority.away = false;
        scheduler.advance(TERM);

        assertThat(ids.next().clientId()).isEqualTo(101);
        assertThat(authority.asked).filteredOn("open"::equals).hasSize(1);
    }

    @Test
    void anEndedLeaseIsFollowedByAnIdThatWasNeverUsed() {
        lease.begin();
        ids.next();
        authority.ended = true;

        scheduler.advance(Duration.ofSeconds(11));

        assertThat(ids.next()).isEqualTo(new InvocationId(102, 1));
    }

    @Test
    void whoeverIsRefusedUnderItsIdAsksAtOnceAndAtMostOnceASecond() {
        lease.begin();
        scheduler.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            ids.doubted(101);
            ids.doubted(100);
            scheduler.advance(Duration.ofMillis(20));
        }

        assertThat(authority.asked).containsExactly("open", "renew 101", "renew 101");
        // And as often as ever from then on.
        scheduler.advance(TERM);
        assertThat(authority.asked).hasSize(6);
    }

    @Test
    void anIdThatNamingHasLostGivesWayToAnotherAtOnce() {
        lease.begin();
        scheduler.advance(Duration.ofSeconds(1));
        authority.ended = true;

        ids.doubted(101);
        scheduler.advance(Duration.ofMillis(200));

        assertThat(ids.clientId()).isEqualTo(102);
    }

    @Test
    void whoeverFindsNobodyAtFirstHearsSoAndIsServedLater() {
        authority.away = true;
        CompletableFuture<Answer> first = lease.begin();
        authority.away = false;

        scheduler.advance(Duration.ofSeconds(2));

        assertThat(first.join()).isInstanceOf(Answer.Unavailable.class);
        assertThat(ids.clientId()).isEqualTo(101);
    }

    @Test
    void closingGivesTheIdBackAndAsksNothingMore() {
        lease.begin();

        lease.close();
        lease.close();
        scheduler.advance(Duration.ofHours(1));

        assertThat(authority.asked).containsExactly("open", "close 101");
    }

    @Test
    void withoutAClientIdNoTwoProcessesCountAlike() {
        List<Long> begins = new ArrayList<>();
        for (int seed = 0; seed < 1_000; seed++) {
            InvocationId first = new InvocationIds(new Random(seed)).next();
            assertThat(first.clientId()).isZero();
            assertThat(first.sequence()).isPositive();
            begins.add(first.sequence());
        }

        assertThat(begins).doesNotHaveDuplicates();
    }

    private static final class FakeAuthority implements LeaseAuthority {
        final List<String> asked = new ArrayList<>();
        boolean away;
        boolean ended;
        private long granted = 100;

        @Override
        public CompletableFuture<Answer> open() {
            asked.add("open");
            ended = false;
            return answer(away ? 0 : ++granted);
        }

        @Override
        public CompletableFuture<Answer> renew(long clientId) {
            asked.add("renew " + clientId);
            return ended ? CompletableFuture.completedFuture(new Answer.Ended()) : answer(clientId);
        }

        @Override
        public CompletableFuture<Void> close(long clientId) {
            asked.add("close " + clientId);
            return CompletableFuture.completedFuture(null);
        }

        private CompletableFuture<Answer> answer(long clientId) {
            return CompletableFuture.completedFuture(
                    away ? new Answer.Unavailable("away") : new Answer.Granted(clientId, TERM));
        }
    }
}
