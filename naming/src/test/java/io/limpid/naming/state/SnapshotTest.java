package io.limpid.naming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SnapshotTest {
    @Test
    void aSnapshotOfAnotherFormatIsRefusedByName() {
        byte[] snapshot = new Replicas().snapshot();
        snapshot[8] = 4;

        assertThatThrownBy(() -> read(snapshot)).isInstanceOf(IOException.class).hasMessageContaining("format 4");
    }

    @Test
    void aSnapshotFromBeforePrincipalsIsReadAsEverybodys() throws IOException {
        Replicas naming = new Replicas();
        naming.opensClient();
        byte[] present = naming.snapshot();
        // Behind magic, format, time, last id, count and id: the principal's number, and its length.
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(present, 0, 13);
        before.write(present, 15, present.length - 15);
        byte[] old = before.toByteArray();
        old[8] = 1;

        assertThat(Replicas.snapshot(Replicas.restored(old))).isEqualTo(present);
    }

    @Test
    void whatIsNoSnapshotIsRefused() {
        assertThatThrownBy(() -> read(new byte[100])).hasMessage("this is not a snapshot of naming");
        assertThatThrownBy(() -> read(new byte[0])).hasMessage("this is not a snapshot of naming");
    }

    @Test
    void aSnapshotThatEndsTooEarlyIsRefusedAndLeavesTheStateAsItWas() throws IOException {
        Replicas naming = new Replicas();
        naming.joins("a", 1);
        naming.binds("x", "a", 1);
        naming.opensClient();
        byte[] whole = naming.snapshot();
        NamingStateMachine machine = Replicas.restored(whole);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> machine.readSnapshot(new ByteArrayInputStream(cut)))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(IOException.class);
        }

        assertThat(Replicas.snapshot(machine)).isEqualTo(whole);
    }

    @Test
    void aCommandOfAnotherFormatIsRefused() {
        byte[] command = Messages.write(new Command.CloseClient(1, 2, "alice"));
        command[0] = 9;

        assertThatThrownBy(() -> Messages.readCommand(command))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("format 9 (expected: 1)");
    }

    private static void read(byte[] snapshot) throws IOException {
        new NamingStateMachine(changes -> {}).readSnapshot(new ByteArrayInputStream(snapshot));
    }
}
