package io.limpid.log.ratis;

import io.limpid.log.LogException;
import io.limpid.log.LogUnavailableException;
import io.limpid.log.UnknownOutcomeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The commands that this process has submitted and that have no answer yet.
 *
 * <p>A command is settled once, by whichever comes first: the state machine applied it (the answer), Ratis refused it before it went into
 * the log (not applied), or Ratis gave it up afterwards (unknown). The answer is taken where the command is applied rather than
 * from Ratis' reply, because Ratis registers a command for its reply only after it has put it into the log, and loses the reply if
 * the command is applied in between.
 */
final class PendingCommands {
    private final ClientId client = ClientId.randomId();
    private final ByteString clientBytes = client.toByteString();
    private final Map<Long, Command> commands = new ConcurrentHashMap<>();
    private final AtomicLong nextCall = new AtomicLong();
    private final AtomicInteger count = new AtomicInteger();
    private final int limit;

    PendingCommands(int limit) {
        this.limit = limit;
    }

    /** One submission. */
    static final class Command {
        private final long call;
        private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

        /** Set when it goes into the log; from then on a failure does not mean that it is not applied. */
        private volatile boolean appended;

        private Command(long call) {
            this.call = call;
        }

        long call() {
            return call;
        }

        CompletableFuture<byte[]> answer() {
            return answer;
        }
    }

    /** Names this process and this opening of the log: Ratis answers a repeated (client, call) from its memory, so none may recur. */
    ClientId client() {
        return client;
    }

    /** Registers a command, or gives empty if too many are pending. */
    Optional<Command> begin() {
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return Optional.empty();
        }
        Command command = new Command(nextCall.incrementAndGet());
        commands.put(command.call, command);
        var unused = command.answer.whenComplete((answer, failure) -> {
            commands.remove(command.call);
            count.decrementAndGet();
        });
        return Optional.of(command);
    }

    /** Notes that a command goes into the log. */
    void appending(ByteString fromClient, long call) {
        Command command = find(fromClient, call);
        if (command != null) {
            command.appended = true;
        }
    }

    /** Settles a command, if it is one of ours that still waits. */
    void applied(ByteString fromClient, long call, byte[] answer) {
        Command command = find(fromClient, call);
        if (command != null) {
            command.answer.complete(answer);
        }
    }

    /** Settles a command that failed: as unknown if it had gone into the log, else by what the refusal means. */
    void failed(Command command, Throwable cause, Function<Throwable, LogException> refusal) {
        if (command.answer.isDone()) {
            return;
        }
        command.answer.completeExceptionally(
                command.appended
                        ? new UnknownOutcomeException("The command went into the log, and its fate is not known", cause)
                        : refusal.apply(cause));
    }

    /** Settles all that is left. */
    void stop(String why, @Nullable Throwable cause) {
        Throwable reason = cause == null ? new IllegalStateException(why) : cause;
        for (Command command : commands.values()) {
            failed(command, reason, failure -> new LogUnavailableException(why, failure));
        }
    }

    private @Nullable Command find(ByteString fromClient, long call) {
        return clientBytes.equals(fromClient) ? commands.get(call) : null;
    }
}
