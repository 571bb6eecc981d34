package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.migration.HostControl.Emptying;
import io.limpid.runtime.migration.placement.Drain;
import io.limpid.runtime.migration.placement.Drain.Ended;
import io.limpid.runtime.migration.placement.DrainRun;
import io.limpid.runtime.migration.placement.DrainRun.End;
import io.limpid.runtime.migration.placement.HostLoad;
import io.limpid.runtime.migration.placement.ObjectLoad;
import io.limpid.runtime.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A host is emptied for somebody who asks how far that is. In virtual time. */
final class RequestedDrainTest {
    private static final UUID MINE = new UUID(1, 1);
    private static final UUID ANOTHER = new UUID(2, 2);

    private final VirtualTime time = new VirtualTime();
    private final List<ObjectLoad> objects = new ArrayList<>();
    private final Deque<CompletableFuture<End>> moves = new ArrayDeque<>();
    private final CompletableFuture<Void> closes = new CompletableFuture<>();
    private final CompletableFuture<List<HostLoad>> others = new CompletableFuture<>();
    private int begun;
    private final RequestedDrain drain = new RequestedDrain(this::begin, () -> List.copyOf(objects), time, closes);

    private CompletableFuture<DrainRun> begin(int atOnce, CompletableFuture<String> enough) {
        begun++;
        return others.thenApply(known -> {
            DrainRun run = new DrainRun(new Drain("a", objects, known, atOnce), (object, target) -> {
                CompletableFuture<End> end = new CompletableFuture<>();
                moves.add(end);
                return end;
            });
            var unused = enough.thenAccept(run::giveUp);
            run.begin();
            return run;
        });
    }

    private void holds(String... names) {
        for (String name : names) {
            objects.add(new ObjectLoad(new ObjectName(name), 0, 0));
        }
    }

    private void nextLeaves() {
        moves.remove().complete(new End.Moved());
    }

    private static Ended at(String host, String name) {
        return new Ended(new ObjectName(name), host, "");
    }

    @Test
    void eachObjectIsToldOnceAndHowManyAreLeft() {
        holds("x", "y");
        assertThat(drain.empty(MINE, 1, 0)).isEqualTo(new Emptying(List.of(), 2, false));
        others.complete(List.of(new HostLoad("b", 0)));
        nextLeaves();

        assertThat(drain.empty(MINE, 1, 0)).isEqualTo(new Emptying(List.of(at("b", "x")), 1, false));
        nextLeaves();

        assertThat(drain.empty(MINE, 1, 1)).isEqualTo(new Emptying(List.of(at("b", "y")), 0, true));
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void whatIsExportedMeanwhileLeavesToo() {
        others.complete(List.of(new HostLoad("b", 0)));
        holds("x");
        drain.empty(MINE, 1, 0);
        nextLeaves();
        holds("y");

        assertThat(drain.empty(MINE, 1, 0)).isEqualTo(new Emptying(List.of(at("b", "x")), 1, false));
        nextLeaves();

        assertThat(drain.empty(MINE, 1, 1)).isEqualTo(new Emptying(List.of(at("b", "y")), 0, true));
    }

    @Test
    void whoeverDoesNotAskAnyMoreDoesNotWantIt() {
        others.complete(List.of(new HostLoad("b", 0)));
        holds("x", "y");
        drain.empty(MINE, 1, 0);
        time.advance(Duration.ofSeconds(10));
        assertThat(drain.empty(MINE, 1, 0).remaining()).isEqualTo(2);
        time.advance(Duration.ofSeconds(10));
        assertThat(drain.empty(MINE, 1, 0).remaining()).isEqualTo(2);

        time.advance(Duration.ofSeconds(20));
        nextLeaves();

        assertThat(moves).as("nothing more is begun").isEmpty();
        assertThat(drain.empty(MINE, 1, 0).ended())
                .hasSize(2)
                .allMatch(each -> each.why().contains("does not ask for that any more"));
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void twoWhoWantItFollowTheSameAndALaterOneBeginsAnew() {
        others.complete(List.of(new HostLoad("b", 0)));
        holds("x");
        drain.empty(MINE, 1, 0);

        assertThat(drain.empty(ANOTHER, 4, 0)).isEqualTo(new Emptying(List.of(), 1, false));
        objects.clear();
        nextLeaves();
        assertThat(drain.empty(MINE, 1, 0)).isEqualTo(new Emptying(List.of(at("b", "x")), 0, true));
        assertThat(begun).isEqualTo(1);

        assertThat(drain.empty(ANOTHER, 4, 0)).isEqualTo(new Emptying(List.of(), 0, true));
        assertThat(begun).isEqualTo(2);
    }

    @Test
    void aHostThatClosesSaysWhatHasNotLeft() {
        others.complete(List.of(new HostLoad("b", 0)));
        holds("x", "y");
        drain.empty(MINE, 1, 0);

        closes.complete(null);

        Emptying end = drain.empty(MINE, 1, 0);
        assertThat(end.isOver()).isTrue();
        assertThat(end.ended()).hasSize(2).allMatch(each -> each.why().contains("closed before it had left"));
    }

    @Test
    void whoCannotLearnWhereObjectsMayGoIsToldSo() {
        holds("x");
        others.completeExceptionally(new IllegalStateException("nobody answers"));

        assertThatThrownBy(() -> drain.empty(MINE, 1, 0))
                .hasMessageContaining("naming does not tell where objects may go")
                .hasMessageContaining("nobody answers");
    }
}
