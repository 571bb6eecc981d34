package io.limpid.runtime;

import io.limpid.Remote;
import java.util.concurrent.CompletionStage;

/** What is called by the thousand; its calls hold no thread while they are under way. */
@Remote
public interface Notebook {
    /** Writes a number down, exactly once, and gives how many there are. */
    CompletionStage<Integer> write(int number);
}
