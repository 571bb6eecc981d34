package io.limpid.examples.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The processes of a demo and the folder they share. Neither outlives it, also when it is interrupted. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final NamingServers naming;
    private final BooksReplicas books = new BooksReplicas();
    private final Consumer<String> say;
    private final Deque<ChildProcess> children = new ConcurrentLinkedDeque<>();
    private final Thread hook = new Thread(this::abandon, "stage-abandon");

    private Stage(Path folder, NamingServers naming, Consumer<String> say) {
        this.folder = folder;
        this.naming = naming;
        this.say = say;
    }

    /** Sets it up, with naming running. */
    static Stage open(Consumer<String> say) throws IOException {
        Stage stage = new Stage(Files.createTempDirectory("limpid-bank"), new NamingServers(), say);
        Runtime.getRuntime().addShutdownHook(stage.hook);
        try {
            stage.startNaming();
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void startNaming() throws IOException {
        naming.start(folder, children::push);
        say("naming at " + naming());
    }

    String naming() {
        return naming.address();
    }

    /** Kills the naming server that leads; the others go on. */
    void killNamingLeader() throws IOException {
        say("naming server " + naming.killLeader() + ", which leads, is killed");
    }

    /** Starts the processes that keep the books. */
    void startBooks() throws IOException {
        books.start(naming(), folder, children::push);
        say("the books are kept by three processes");
    }

    /** Kills the process that leads those that keep the books; the others go on. */
    void killBooksLeader() throws IOException {
        say(books.killLeader(naming()) + ", which leads those that keep the books, is killed");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, Ledger ledger) throws IOException {
        ledger.write(path(name));
        return path(name);
    }

    /** Starts a host that holds a share of a ledger's accounts, and waits until it does. */
    ChildProcess host(String called, Path ledger, int share, int shares, List<String> more) throws IOException {
        ChildProcess host = start("host", ledger, share, shares, more);
        say(called + ": " + host.awaitLine(ChildProcess.READY));
        return host;
    }

    /** Starts a client that replays a share of a ledger. */
    ChildProcess teller(Path ledger, int share, int shares, List<String> more) throws IOException {
        return start("teller", ledger, share, shares, more);
    }

    private ChildProcess start(String program, Path ledger, int share, int shares, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(program, "--naming", naming(), "--ledger", ledger.toString()));
        arguments.addAll(List.of("--share", Integer.toString(share), "--shares", Integer.toString(shares)));
        arguments.addAll(more);
        ChildProcess child = ChildProcess.start(program + " " + share, Bank.class, arguments);
        children.push(child);
        return child;
    }

    void say(String line) {
        say.accept(line);
    }

    /** Last started, first ended: naming outlives those who use it. */
    @Override
    public void close() {
        children.forEach(ChildProcess::close);
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook with it.
        }
    }

    /** A child that stands still would not see that its parent is gone. */
    private void abandon() {
        children.forEach(ChildProcess::kill);
        delete();
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
