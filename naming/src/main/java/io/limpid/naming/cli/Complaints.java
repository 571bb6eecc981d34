package io.limpid.naming.cli;

import io.limpid.NotExecutedException;
import io.limpid.OutcomeUnknownException;
import java.io.IOException;
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
                            "limpid: naming at " + asking.naming.address() + " cannot be reached: " + reason(failure)
                                    + " (start it with 'limpid naming serve', or say where it is with --naming or LIMPID_NAMING)");
            return ExitStatus.UNREACHABLE;
        }
        if (command instanceof ServeCommand serve && failure instanceof IOException) {
            line.getErr().println("limpid: naming cannot run " + serve.place() + ": " + failure.getMessage());
            return ExitStatus.SERVER_FAILED;
        }
        if (failure instanceof IllegalArgumentException) {
            line.getErr().println("limpid: " + failure.getMessage());
            return ExitStatus.USAGE;
        }
        line.getErr().println("limpid: " + (failure.getMessage() == null ? failure : failure.getMessage()));
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

    private static String reason(Exception failure) {
        return failure instanceof NotExecutedException refused ? refused.detail() : "it does not answer";
    }
}
