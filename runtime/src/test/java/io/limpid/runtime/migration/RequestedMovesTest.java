package io.limpid.runtime.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.MoveRefusedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.migration.HostControl.Moved;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A host is asked again and again for what takes it a while. In virtual time. */
final class RequestedMovesTest {
    private static final UUID MINE = new UUID(1, 1);
    private static final UUID ANOTHER = new UUID(2, 2);
    private static final Moved MOVED = new Moved(
            new Binding(
                    new ObjectName("till"),
                    new InterfaceId("Till"),
                    2,
                    1,
                    List.of(new Replica("b", new Endpoint("127.0.0.1", 1), Replica.Role.PRIMARY))),
            1_000);

    private final VirtualTime time = new VirtualTime();
    private final RequestedMoves requested = new RequestedMoves(time);
    private final List<CompletableFuture<Moved>> begun = new ArrayList<>();

    private CompletableFuture<Moved> ask(UUID request) {
        return requested.ask(request, () -> {
            CompletableFuture<Moved> move = new CompletableFuture<>();
            begun.add(move);
            return move;
        });
    }

    @Test
    void aMoveBeginsOnceHoweverOftenItIsAskedFor() {
        CompletableFuture<Moved> first = ask(MINE);
        for (int i = 0; i < 100; i++) {
            time.advance(Duration.ofSeconds(10));
            ask(MINE);
        }

        begun.get(0).complete(MOVED);

        assertThat(begun).hasSize(1);
        assertThat(first).isCompletedWithValue(MOVED);
        assertThat(ask(MINE)).as("its answer was lost").isCompletedWithValue(MOVED);
        assertThat(begun).hasSize(1);
    }

    @Test
    void eachRequestHasAMoveOfItsOwn() {
        ask(MINE);
        CompletableFuture<Moved> other = ask(ANOTHER);
        assertThat(begun).hasSize(2);

        begun.get(0)
                .completeExceptionally(
                        new MoveRefusedException(MoveRefusedException.Reason.CONFLICT, "the other moves it"));

        assertThat(ask(MINE)).isCompletedExceptionally();
        assertThat(other).isNotDone();
    }

    @Test
    void whatNobodyAsksForAnyMoreIsGivenUp() {
        ask(MINE);
        time.advance(Duration.ofSeconds(14));
        assertThat(begun.get(0)).isNotDone();
        ask(MINE);
        time.advance(Duration.ofSeconds(14));
        assertThat(begun.get(0)).isNotDone();

        time.advance(Duration.ofSeconds(1));

        assertThat(begun.get(0)).isCancelled();
    }

    @Test
    void anEndIsForgottenWhenNobodyAsksForItAnyMore() {
        ask(MINE);
        begun.get(0).complete(MOVED);
        time.advance(Duration.ofSeconds(15));

        assertThat(ask(MINE)).isNotDone();

        assertThat(begun).hasSize(2);
        assertThat(time.scheduled()).as("nothing else is scheduled").isEqualTo(1);
    }
}
