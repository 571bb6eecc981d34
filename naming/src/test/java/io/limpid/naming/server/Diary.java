package io.limpid.naming.server;

import io.limpid.Remote;
import java.util.concurrent.CompletionStage;

/** Something to call a thousand times at once. */
@Remote
public interface Diary {
    /** Writes a number down, exactly once, and gives it back. */
    CompletionStage<Integer> write(int number);
}
