package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a failure in one line, and its exit status; a stack trace is of no use to whoever typed the command. */
final class Complaints implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        Object command = line.getCommand();
        if (command instanceof AtNaming asking && isNamingSilent(failure)) {
            line.getErr()
                    .println(
                            "limpid: naming at " + asking.naming.address() + " cannot be reached: " + silence(failure)
                                    + " (start it with 'limpid naming serve', or say where it is with --naming or LIMPID_NAMING)");
            return ExitStatus.UNREACHABLE;
        }
        if (command instanceof ServeCommand serve && failure instanceof IOException) {
            line.getErr().println("limpid: naming cannot run " + serve.place() + ": " + reason(failure));
            return ExitStatus.SERVER_FAILED;
        }
        if (command instanceof AtNaming asking
                && failure instanceof NotExecutedException refused
                && refused.reason() == NotExecutedException.Reason.NOT_ALLOWED) {
            line.getErr()
                    .println("limpid: naming at " + asking.naming.address() + ": " + refused.detail()
                            + " (with limpid: the --tls options, or --plaintext)");
            return ExitStatus.FAILED;
        }
        if (failure instanceof IllegalArgumentException) {
            line.getErr().println("limpid: " + failure.getMessage());
            return ExitStatus.USAGE;
        }
        line.getErr().println("limpid: " + message(failure));
        return ExitStatus.FAILED;
    }

    private static boolean isNamingSilent(Exception failure) {
        return failure instanceof OutcomeUnknownException
                || (failure instanceof NotExecutedException refused
                        && switch (refused.reason()) {
                            case UNREACHABLE, DEADLINE_EXCEEDED, NOT_FOUND, CLOSED, OVERLOADED, MOVED -> true;
                            default -> false;
                        });
    }

    private static String silence(Exception failure) {
        return failure instanceof NotExecutedException refused ? refused.detail() : "it does not answer";
    }

    /** What is wrong with a file; of some failures Java's message is the file's name alone. */
    private static String reason(Exception failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile()
                    + (file instanceof AccessDeniedException
                            ? ": access denied"
                            : file instanceof FileAlreadyExistsException
                                    ? ": not a directory"
                                    : file instanceof NoSuchFileException ? ": cannot be made" : ": cannot be used");
        }
        return message(failure);
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
