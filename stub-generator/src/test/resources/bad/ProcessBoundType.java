package bad;

import io.limpid.Remote;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

@Remote
interface ProcessBoundType {
    void start(Thread thread);

    void load(Class<?> type);

    void lock(ReentrantLock lock);

    void run(ExecutorService executor);

    Path path();

    File file();
}
