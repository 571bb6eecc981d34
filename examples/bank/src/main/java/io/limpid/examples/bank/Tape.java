package io.limpid.examples.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A witness outside the host: every entry of every account, one a line, {@code account change}. What was written survives the death of
 * the process, though not of the machine, and nobody reads it but the audit. Thread-safe.
 */
final class Tape implements AutoCloseable {
    /** What the host says once enough has been entered. */
    static final String BUSY = "busy";

    private final FileChannel file;
    private final long busyAt;
    private final AtomicLong entries = new AtomicLong();

    Tape(Path path, long busyAt) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.busyAt = busyAt;
    }

    /** Lets an account write its entries here. */
    Account of(String name, Account account) {
        return new Account() {
            @Override
            public long deposit(long cents) {
                long balance = account.deposit(cents);
                write(name, cents);
                return balance;
            }

            @Override
            public long withdraw(long cents) {
                long balance = account.withdraw(cents);
                write(name, -cents);
                return balance;
            }

            @Override
            public Statement statement() {
                return account.statement();
            }
        };
    }

    private void write(String account, long change) {
        try {
            // One write a line: a line is there as a whole or not at all.
            file.write(ByteBuffer.wrap((account + " " + change + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (entries.incrementAndGet() == busyAt) {
            System.out.println(BUSY);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
