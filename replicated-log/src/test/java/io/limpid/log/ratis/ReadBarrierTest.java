package io.limpid.log.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReadBarrierTest {
    private final List<CompletableFuture<Object>> appended = new ArrayList<>();
    private final ReadBarrier barrier = new ReadBarrier(() -> {
        CompletableFuture<Object> applied = new CompletableFuture<>();
        appended.add(applied);
        return applied;
    });

    @Test
    void whoComesWhileAnEntryIsOnItsWayWaitsForTheNext() {
        CompletableFuture<Void> first = barrier.pass();
        CompletableFuture<Void> second = barrier.pass();
        CompletableFuture<Void> third = barrier.pass();
        assertThat(appended).hasSize(1);

        appended.get(0).complete("applied");
        assertThat(first).isCompleted();
        assertThat(List.of(second, third)).noneMatch(CompletableFuture::isDone);
        assertThat(appended).hasSize(2);

        appended.get(1).complete("applied");
        assertThat(List.of(second, third)).allMatch(CompletableFuture::isDone);
        assertThat(appended).hasSize(2);
    }

    @Test
    void anEntryThatIsLostFailsItsOwnQuestionsOnly() {
        CompletableFuture<Void> first = barrier.pass();
        CompletableFuture<Void> second = barrier.pass();

        appended.get(0).completeExceptionally(new IllegalStateException("deposed"));
        appended.get(1).complete("applied");

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompletedWithValue(null);
    }

    @Test
    void oneThatGivesUpDoesNotEndTheOthers() {
        CompletableFuture<Void> first = barrier.pass();
        CompletableFuture<Void> second = barrier.pass();
        CompletableFuture<Void> third = barrier.pass();

        second.cancel(true);
        appended.get(0).complete("applied");
        appended.get(1).complete("applied");

        assertThat(first).isCompleted();
        assertThat(third).isCompletedWithValue(null);
    }
}
