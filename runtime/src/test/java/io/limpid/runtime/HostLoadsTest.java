package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.HostLoads.Told;
import io.limpid.runtime.location.Naming.HostPlace;
import io.limpid.runtime.migration.HostControl.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts tell one another, and whoever else asks, how much they have to do. Over sockets. */
@Timeout(60)
final class HostLoadsTest {
    private final MovingHosts moving = new MovingHosts();

    @AfterEach
    void close() throws IOException {
        moving.close();
    }

    @Test
    void eachHostTellsWhatItHasAndAsWhomItCalls() throws Exception {
        moving.host("a").export("till/1", Till.class, new Purse());
        moving.host("a").export("till/2", Till.class, new Purse());
        for (int i = 0; i < 100; i++) {
            moving.client.lookup(Till.class, "till/1").deposit(1);
        }

        Map<String, Load> loads = moving.client.loads();

        assertThat(loads.get("a").objects()).isEqualTo(2);
        assertThat(loads.get("a").callsPerSecond()).isPositive();
        assertThat(loads.get("b"))
                .extracting(Load::objects, Load::callsPerSecond)
                .containsExactly(0, 0.0);
        assertThat(loads.values()).extracting(Load::clientId).doesNotContain(0L).doesNotHaveDuplicates();
    }

    @Test
    void objectsAreGivenToOthersThatDoNotLeave() {
        HostPlace place = new HostPlace("b", moving.host("b").endpoint(), 0);

        assertThat(new Told(place, new Load(1, 1, 7, false)).takesFrom("a")).isTrue();
        assertThat(new Told(place, new Load(1, 1, 7, false)).takesFrom("b")).isFalse();
        assertThat(new Told(place, new Load(1, 1, 7, true)).takesFrom("a")).isFalse();
    }

    @Test
    void anObjectTakesAlongHowOftenItIsCalled() throws Exception {
        moving.host("a").export("till", Till.class, new Purse());
        for (int i = 0; i < 100; i++) {
            moving.client.lookup(Till.class, "till").deposit(1);
        }
        moving.client.loads();

        moving.client.migrate("till", "b");

        assertThat(moving.client.loads().get("b").callsPerSecond()).isPositive();
    }

    @Test
    void aHostThatIsSilentHoldsUpTheOthersForTwoSeconds() {
        moving.wall("b").swallow();
        long begun = System.nanoTime();

        Map<String, Load> loads = moving.client.loads();

        assertThat(loads).containsOnlyKeys("a", "c");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
    }
}
