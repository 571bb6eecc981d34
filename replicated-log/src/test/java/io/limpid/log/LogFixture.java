package io.limpid.log;

import io.limpid.log.ratis.RatisLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A place for one log to live in, whichever kind it is; opening again finds what was acknowledged. */
public interface LogFixture {
    ReplicatedLog open(StateMachine machine) throws IOException;

    /** All kinds, each in an empty place. */
    static List<Kind> kinds() {
        return List.of(
                new Kind("in memory", directory -> {
                    InMemoryStore store = new InMemoryStore();
                    return machine -> InMemoryLog.open(store, machine, Runnable::run);
                }),
                new Kind(
                        "on disk",
                        directory -> machine -> RatisLog.open(LogSettings.single("test", directory), machine)));
    }

    /** One kind of log, with a name for the reports. */
    record Kind(String name, Function<Path, LogFixture> in) {
        @Override
        public String toString() {
            return name;
        }
    }
}
