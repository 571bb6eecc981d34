package io.limpid.naming.cli;

/** What the process says to the script that started it. */
final class ExitStatus {
    /** It is as was asked. */
    static final int OK = 0;

    /** There is no such name. */
    static final int NOT_FOUND = 1;

    /** The command line is wrong; picocli's own choice. */
    static final int USAGE = 2;

    /** Naming cannot be reached, or does not answer in time. */
    static final int UNREACHABLE = 3;

    /** The server could not start, or had to stop. */
    static final int SERVER_FAILED = 4;

    /** Anything else; the message says what. */
    static final int FAILED = 5;

    private ExitStatus() {}
}
