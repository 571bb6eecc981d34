package io.limpid.naming.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a copy of a lost naming comes into this one, part by part, before it has begun. The parts are commands like others, so that all peers
 * have them, and a peer that leads next goes on or begins again. Which copy it was is remembered, so that to ask for it again does nothing.
 */
final class Restoration {
    /** The copy that parts were taken of; null before the first. */
    private @Nullable UUID copy;

    /** How many parts were taken. */
    private int taken;

    /** Whether that was all of them. */
    private boolean done;

    private ByteArrayOutputStream parts = new ByteArrayOutputStream();

    boolean isDone(UUID of) {
        return done && of.equals(copy);
    }

    boolean isDone() {
        return done;
    }

    /** Takes a part, if it is the next or the first; gives which one is wanted now. */
    int take(UUID of, int index, ByteBuffer part) {
        if (index == 0) {
            copy = of;
            taken = 0;
            parts = new ByteArrayOutputStream();
        }
        if (!of.equals(copy)) {
            return 0;
        }
        if (index == taken) {
            byte[] bytes = new byte[part.remaining()];
            part.duplicate().get(bytes);
            parts.writeBytes(bytes);
            taken++;
        }
        return taken;
    }

    /** All parts together, which are not kept any longer. */
    byte[] finish() {
        byte[] whole = parts.toByteArray();
        parts = new ByteArrayOutputStream();
        done = true;
        return whole;
    }

    void writeTo(Output out) {
        out.writeBoolean(copy != null);
        if (copy != null) {
            out.writeUuid(copy);
            out.writeLong(taken);
            out.writeBoolean(done);
            out.writeBytes(parts.toByteArray());
        }
    }

    void readFrom(Input in) throws IOException {
        if (in.readBoolean()) {
            copy = in.readUuid();
            taken = in.readInt();
            done = in.readBoolean();
            parts.writeBytes(in.readBytes(Integer.MAX_VALUE));
        }
    }
}
