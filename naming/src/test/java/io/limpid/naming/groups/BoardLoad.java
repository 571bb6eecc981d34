package io.limpid.naming.groups;

import static org.awaitility.Awaitility.await;

import io.limpid.NotExecutedException;
import io.limpid.Select;
import io.limpid.Strategy;
import io.limpid.runtime.Client;
import io.limpid.runtime.invocation.Replication;
import io.limpid.runtime.network.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A process that calls a group: as a rule one thread shows, one notes, two add, each number once. */
final class BoardLoad {
    private BoardLoad() {}

    /** Takes naming's address, the file to write its calls to, and how calls are to meet the group if three threads are to show, and one to add. */
    public static void main(String[] arguments) throws Exception {
        try (Client client = await().atMost(Duration.ofSeconds(60))
                .ignoreException(NotExecutedException.class)
                .until(() -> open(arguments[0]), opened -> true)) {
            Board board = arguments.length > 2
                    ? client.lookup(Board.class, "board", replication(arguments[2]))
                    : client.lookup(Board.class, "board");
            AtomicInteger next = new AtomicInteger();
            Load.Caller showing = load -> call(load, "show", board::show, 0);
            Load.Caller adding = load -> call(load, "add", board::add, next.incrementAndGet());
            List<Load.Caller> callers = arguments.length > 2
                    ? List.of(showing, showing, showing, adding)
                    : List.of(showing, load -> call(load, "note", board::note, 0), adding, adding);
            Load.run(Path.of(arguments[1]), Duration.ofMillis(5), callers, UnaryOperator.identity());
        }
    }

    /** By its word; other than hedged calls, by turns. */
    private static Replication replication(String strategy) {
        Replication replication = Replication.of(Strategy.valueOf(strategy));
        return replication.strategy() == Strategy.HEDGED ? replication : replication.selecting(Select.ROUND_ROBIN);
    }

    /** On a busy machine naming may take longer to answer than a client is ready to wait. */
    private static Client open(String naming) {
        return Client.builder().naming(naming).timeout(Duration.ofSeconds(10)).open();
    }

    private static void call(Load load, String method, UnaryOperator<Integer> body, int number) throws Exception {
        Callable<String> call = () -> Integer.toString(body.apply(number));
        load.record(method, Integer.toString(number), call);
    }
}
