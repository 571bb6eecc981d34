package io.limpid.runtime.location;

import io.limpid.runtime.identity.ObjectName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a host gives to another that is to have one of its names, or to naming to free one: naming does so only for whoever brings it. It is half of an HMAC-SHA256
 * of what is moved, keyed by the instance of the holding process, which that shares with naming alone. So naming needs to keep nothing for it
 * and to ask nobody, it says who may, from which epoch on and no later, and it tells nothing else to whoever has it.
 */
public final class MoveConsent {
    private static final String ALGORITHM = "HmacSHA256";

    /** Tells it from whatever else may one day be made with the same key. */
    private static final byte[] PURPOSE = "limpid move\0".getBytes(StandardCharsets.US_ASCII);

    private MoveConsent() {}

    /**
     * Gives the consent of whoever holds a name.
     *
     * @param holder the instance of the process that holds it
     * @param epoch at which it holds it
     * @param toHost the name of the host that may have it
     */
    public static UUID of(UUID holder, ObjectName name, long epoch, String toHost) {
        byte[] path = name.path().getBytes(StandardCharsets.US_ASCII);
        byte[] host = toHost.getBytes(StandardCharsets.UTF_8);
        ByteBuffer moved = ByteBuffer.allocate(PURPOSE.length + 2 * Long.BYTES + path.length + host.length);
        moved.put(PURPOSE).putLong(epoch).putLong(path.length).put(path).put(host);
        ByteBuffer signed = ByteBuffer.wrap(sign(holder, moved.array()));
        return new UUID(signed.getLong(), signed.getLong());
    }

    /**
     * Gives the consent of whoever holds a name to its being freed.
     *
     * @param holder the instance of the process that holds it, or is the replica
     * @param epoch at which it holds it, or has joined
     */
    public static UUID toFree(UUID holder, ObjectName name, long epoch) {
        // No host has this name.
        return of(holder, name, epoch, "");
    }

    /** Tells whether it is the consent of whoever holds the name, or is the replica, to its being freed; takes as long whatever is given. */
    public static boolean isToFree(UUID holder, ObjectName name, long epoch, UUID given) {
        return isOf(holder, name, epoch, "", given);
    }

    /** Tells whether it is the consent of whoever holds the name; takes as long whatever is given. */
    public static boolean isOf(UUID holder, ObjectName name, long epoch, String toHost, UUID given) {
        UUID right = of(holder, name, epoch, toHost);
        long difference = (right.getMostSignificantBits() ^ given.getMostSignificantBits())
                | (right.getLeastSignificantBits() ^ given.getLeastSignificantBits());
        return difference == 0;
    }

    private static byte[] sign(UUID holder, byte[] what) {
        ByteBuffer key = ByteBuffer.allocate(2 * Long.BYTES);
        key.putLong(holder.getMostSignificantBits()).putLong(holder.getLeastSignificantBits());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.array(), ALGORITHM));
            return mac.doFinal(what);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
