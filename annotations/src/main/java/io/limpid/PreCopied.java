package io.limpid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Implemented by a {@link Movable} class that can tell what has changed of its state: most of it is then sent while calls go on, and
 * the object stands still only for the rest.
 *
 * <p>On the one side {@link #captureEarly} is followed by {@link #captureChanges}, on the other {@link #restore} by
 * {@link #restoreChanges}; {@link #capture} is called where there is no time before the stop.
 */
public interface PreCopied extends MovableState {
    /**
     * Writes the state as it is and begins to remember what changes. Methods of the object run meanwhile, so this must guard itself
     * against them; if it is called again, the move before has failed and what was remembered is of no use.
     *
     * @throws IOException if the state cannot be written; the move has then failed
     */
    void captureEarly(OutputStream out) throws IOException;

    /**
     * Writes what has changed since {@link #captureEarly}. No method of the object runs meanwhile.
     *
     * @throws IOException if the changes cannot be written; the move has then failed
     */
    void captureChanges(OutputStream out) throws IOException;

    /**
     * Reads what {@link #captureChanges} wrote, after {@link #restore} has read what {@link #captureEarly} wrote.
     *
     * @throws IOException if the changes are not understood; the move has then failed and the object goes on where it was
     */
    void restoreChanges(InputStream in) throws IOException;
}
