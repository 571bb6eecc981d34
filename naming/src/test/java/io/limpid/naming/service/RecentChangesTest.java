package io.limpid.naming.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.location.Naming.Change;
import io.limpid.runtime.location.Naming.Changes;
import io.limpid.runtime.location.Naming.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentChangesTest {
    private static final ObjectName ALICE = new ObjectName("alice");
    private static final int[] WATCHED = {ALICE.fingerprint()};

    private final RecentChanges recent = new RecentChanges();

    @Test
    void itReachesBackToTheFirstOfThoseThatFollowOneUponAnother() {
        recent.add(List.of(change(7), change(8)));

        assertThat(recent.since(5, WATCHED)).isNull();
        assertThat(recent.since(6, WATCHED)).isEqualTo(new Changes(8, false, List.of(change(8))));
        assertThat(recent.since(8, WATCHED)).isEqualTo(new Changes(8, false, List.of()));
        assertThat(recent.since(9, WATCHED)).isNull();
    }

    @Test
    void whereARevisionIsSkippedItDoesNotKnowWhatWasBefore() {
        recent.add(List.of(change(7)));
        recent.add(List.of(change(9)));

        assertThat(recent.since(7, WATCHED)).isNull();
        assertThat(recent.since(8, WATCHED)).isEqualTo(new Changes(9, false, List.of(change(9))));
    }

    @Test
    void itForgetsTheOldest() {
        for (int revision = 1; revision <= RecentChanges.KEPT + 1; revision++) {
            recent.add(List.of(change(revision)));
        }

        assertThat(recent.since(0, WATCHED)).isNull();
        assertThat(recent.since(1, WATCHED).events()).hasSize(1);
    }

    private static Change change(long revision) {
        Binding binding = new Binding(
                ALICE,
                Simulated.TYPE,
                revision,
                1,
                List.of(new Replica("h", new Endpoint("h", 1), Replica.Role.PRIMARY)));
        return new Change(revision, ALICE, Optional.of(new Entry(binding, false)));
    }
}
