package io.limpid.runtime.identity;

/**
 * Where an object stands in its name's history. Immutable.
 *
 * @param epoch the name's epoch when the object came to where it is
 * @param incarnation the epoch at which its state began; whoever meets another incarnation meets another object
 */
public record Standing(long epoch, long incarnation) {
    /** That of an object which naming does not know, and of one of which nothing is known. */
    public static final Standing NONE = new Standing(0, 0);

    /** @throws IllegalArgumentException unless {@code 0 <= incarnation <= epoch} */
    public Standing {
        if (incarnation < 0 || epoch < incarnation) {
            throw new IllegalArgumentException(
                    "epoch: " + epoch + " with incarnation " + incarnation + " (expected: 0 <= incarnation <= epoch)");
        }
    }
}
