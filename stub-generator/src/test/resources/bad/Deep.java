package bad;

import io.limpid.Remote;
import java.io.Reader;
import java.util.List;
import java.util.Map;

/** A mistake deep inside is told once, where it is, however many methods reach it; and the others are told, too. */
@Remote
interface Deep {
    Outer one();

    List<Outer> other(Map<String, Inner> values, Thread thread);

    void fails() throws FailedException;

    record Outer(Inner inner) {}

    record Inner(String name, Reader source, Object anything) {}

    class FailedException extends Exception {
        Runnable cleanUp;
    }
}
