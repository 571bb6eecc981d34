package io.limpid.naming.server;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import io.limpid.runtime.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that opens many calls, tells how each ended, and then makes one more. */
final class FrozenClient {
    private FrozenClient() {}

    /** Takes naming's address, the first number and how many. */
    public static void main(String[] arguments) throws Exception {
        int first = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        try (Client client = Client.connect(arguments[0])) {
            Diary diary = client.withTimeout(client.lookup(Diary.class, "diary"), Duration.ofSeconds(40));
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = first + i;
                ends.add(diary.write(number)
                        .handle((answer, failure) -> {
                            System.out.println("ended " + number + " " + told(number, answer, failure));
                            return (Void) null;
                        })
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
            int after = first + count;
            System.out.println("afterwards "
                    + told(after, diary.write(after).toCompletableFuture().get(40, TimeUnit.SECONDS), null));
        }
    }

    private static String told(int number, Integer answer, Throwable failure) {
        if (failure instanceof OutcomeUnknownException) {
            return "unknown";
        }
        if (failure instanceof NotExecutedException) {
            return "not executed: " + failure.getMessage();
        }
        return failure == null && answer == number ? "returned" : "wrong: " + answer + ", " + failure;
    }
}
