package io.limpid.runtime.location;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Tells the processes of one host apart, to those who may not know their instances: a host that has begun anew has another one. It is the
 * beginning of the SHA-256 of the instance, which nobody can find from it, so naming has to keep nothing for it.
 */
public final class ProcessMark {
    private ProcessMark() {}

    /** Gives the mark of the process of an instance. */
    public static long of(UUID instance) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(instance.getMostSignificantBits()).putLong(instance.getLeastSignificantBits());
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.array()))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
