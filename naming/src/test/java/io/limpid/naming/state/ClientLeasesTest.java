package io.limpid.naming.state;

import static io.limpid.naming.state.Replicas.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.location.Naming.ClientOwner;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ClientLeasesTest {
    private static final long TERM = TERMS.clientMillis();

    private final Replicas naming = new Replicas();

    @Test
    void everyClientGetsAnIdOfItsOwn() {
        List<Long> ids = LongStream.range(0, 100)
                .mapToObj(i -> {
                    long id = naming.opensClient();
                    naming.apply(new Command.CloseClient(naming.now(), id, ""));
                    return id;
                })
                .toList();

        assertThat(ids).doesNotHaveDuplicates().isSorted();
        assertThat(naming.counts().clients()).isZero();
    }

    @Test
    void aClientThatRenewsInTimeLives() {
        long id = naming.opensClient();

        for (int i = 0; i < 20; i++) {
            naming.passes(TERM / 2);
            assertThat(naming.renewsClient(id)).isEqualTo(new Answer.Granted(id));
        }

        assertThat(ended(id)).isEmpty();
    }

    @Test
    void aLeaseThatHasEndedIsOverForEver() {
        long id = naming.opensClient();
        naming.passes(TERM);

        assertThat(naming.renewsClient(id)).isEqualTo(new Answer.Ended());
        naming.begins(1_800_000_000_000L);
        assertThat(naming.renewsClient(id)).isEqualTo(new Answer.Ended());
        assertThat(ended(id)).containsExactly(id);
    }

    @Test
    void aRenewalThatIsLateButBeforeTheEndWasDecidedCounts() {
        long id = naming.opensClient();

        Answer answer = naming.apply(new Command.RenewClient(TERM + 1, TERM, id, ""));
        naming.passes(TERM + 1);

        assertThat(answer).isEqualTo(new Answer.Granted(id));
        assertThat(ended(id)).isEmpty();
    }

    @Test
    void anIdThatWasNeverGrantedIsNotOver() {
        long closed = naming.opensClient();
        long living = naming.opensClient();
        naming.apply(new Command.CloseClient(0, closed, ""));

        assertThat(ended(closed, living, living + 1, 0, -1, Long.MAX_VALUE)).containsExactly(closed);
    }

    @Test
    void anIdIsItsOwnersAndNobodyElseRenewsOrEndsIt() {
        long id = naming.opensClient("alice");
        naming.passes(TERM - 1);

        assertThat(naming.renewsClient(id, "mallory")).isEqualTo(new Answer.Denied());
        assertThat(naming.renewsClient(id, "")).isEqualTo(new Answer.Denied());
        assertThat(naming.closesClient(id, "mallory")).isEqualTo(new Answer.Denied());

        assertThat(naming.owners(id)).containsExactly(new ClientOwner(id, false, "alice"));
        naming.passes(1);
        assertThat(ended(id)).containsExactly(id);
        assertThat(naming.renewsClient(id, "mallory")).isEqualTo(new Answer.Ended());
    }

    @Test
    void itsOwnerRenewsAndEndsIt() {
        long id = naming.opensClient("alice");
        naming.passes(TERM - 1);

        assertThat(naming.renewsClient(id, "alice")).isEqualTo(new Answer.Granted(id));
        naming.passes(TERM - 1);
        assertThat(ended(id)).isEmpty();
        assertThat(naming.closesClient(id, "alice")).isEqualTo(new Answer.Done());

        assertThat(ended(id)).containsExactly(id);
        assertThat(naming.closesClient(id, "alice")).isEqualTo(new Answer.Done());
    }

    @Test
    void whoseAnIdIsIsKnownForAsLongAsItLives() {
        long over = naming.opensClient("alice");
        naming.passes(TERM);
        long living = naming.opensClient("bob");
        long anybodys = naming.opensClient();
        naming.snapshot();

        assertThat(naming.owners(living, over, anybodys, anybodys + 1, 0L, -1L))
                .containsExactly(
                        new ClientOwner(living, false, "bob"),
                        new ClientOwner(over, true, ""),
                        new ClientOwner(anybodys, false, ""));
    }

    @Test
    void aLogFromBeforePrincipalsIsReadAsEverybodys() {
        byte[] open = {1, 3, 0, 50};

        assertThat(Messages.readCommand(open)).isEqualTo(new Command.OpenClient(0, 50, ""));
    }

    @Test
    void timeNeverGoesBack() {
        long id = naming.opensClient();
        naming.passes(TERM - 1);

        naming.apply(new Command.RenewClient(0, TERM, id, ""));
        naming.passes(TERM - 1);
        assertThat(ended(id)).isEmpty();
        naming.passes(1);

        assertThat(ended(id)).containsExactly(id);
    }

    @Test
    void aTickTellsWhenTheNextLeaseEnds() {
        assertThat(naming.passes(10)).isEqualTo(new Answer.Ticked(Long.MAX_VALUE));

        naming.opensClient();
        assertThat(naming.passes(0)).isEqualTo(new Answer.Ticked(10 + TERM));
        naming.joins("a", 1);

        assertThat(naming.passes(0)).isEqualTo(new Answer.Ticked(10 + TERMS.hostMillis()));
    }

    private List<Long> ended(long... ids) {
        Query query = new Query.EndedClients(LongStream.of(ids).boxed().toList());
        return ((Answer.Over) naming.ask(query)).clientIds();
    }
}
