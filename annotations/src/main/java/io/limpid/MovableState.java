package io.limpid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Implemented by a {@link Movable} class that writes its state itself: one that holds what cannot be copied as it is, or more than
 * should be in memory twice. What is written is sent as it comes, and writing waits for whoever receives it, so a state may be of any
 * size.
 *
 * <p>Generated code carries only the fields with {@link Bind}; they are set before {@link #restore} is called.
 */
public interface MovableState {
    /**
     * Writes the state. No method of the object runs meanwhile, and none will before it has arrived, or the move has failed and the
     * object goes on here: so this must change nothing.
     *
     * @throws IOException if the state cannot be written; the move has then failed
     */
    void capture(OutputStream out) throws IOException;

    /**
     * Reads what {@link #capture} wrote, into an object that the constructor without parameters has made. Reading ends, with -1, where
     * writing ended.
     *
     * @throws IOException if the state is not understood; the move has then failed and the object goes on where it was
     */
    void restore(InputStream in) throws IOException;
}
