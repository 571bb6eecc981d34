package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.hosting.WaitingRoom.Place;
import org.junit.jupiter.api.Test;

final class WaitingRoomTest {
    @Test
    void aClientAloneGetsThreeQuarters() {
        WaitingRoom room = new WaitingRoom(100, 1 << 20);

        int granted = fill(room, "greedy", 0);

        assertThat(granted).isEqualTo(75);
        assertThat(room.waiting()).isEqualTo(75);
    }

    @Test
    void aClientThatSendsWithoutEndDoesNotKeepAnotherOut() {
        WaitingRoom room = new WaitingRoom(100, 1 << 20);
        fill(room, "greedy", 0);

        int granted = fill(room, "modest", 0);

        assertThat(granted).isEqualTo(16);
    }

    @Test
    void bytesFillItLikeCalls() {
        WaitingRoom room = new WaitingRoom(1_000, 1_000);

        int granted = fill(room, "greedy", 100);

        assertThat(granted).isEqualTo(7);
        assertThat(room.enter("modest", 100)).isEqualTo(Place.SHARED);
    }

    @Test
    void aCallLargerThanTheRoomMayHaveItAlone() {
        WaitingRoom room = new WaitingRoom(10, 1_000);

        Place alone = room.enter("large", 5_000);
        Place beside = room.enter("small", 1);
        room.leave("large", 5_000, alone);

        assertThat(alone).isEqualTo(Place.FREE);
        assertThat(beside).isEqualTo(Place.FULL);
        assertThat(room.enter("small", 1)).isEqualTo(Place.FREE);
    }

    @Test
    void aPlaceGivenBackIsFreeAgain() {
        WaitingRoom room = new WaitingRoom(4, 1 << 20);

        for (int i = 0; i < 1_000; i++) {
            Place first = room.enter("a", 1);
            Place second = room.enter("a", 1);
            Place third = room.enter("a", 1);
            assertThat(third).isEqualTo(Place.SHARED);
            room.leave("a", 1, third);
            room.leave("a", 1, second);
            room.leave("a", 1, first);
        }

        assertThat(room.waiting()).isZero();
    }

    private static int fill(WaitingRoom room, String client, int bytes) {
        int granted = 0;
        while (room.enter(client, bytes).isGranted()) {
            granted++;
        }
        return granted;
    }
}
