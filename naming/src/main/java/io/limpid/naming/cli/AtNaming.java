package io.limpid.naming.cli;

import io.limpid.naming.service.CopyControl;
import io.limpid.naming.service.PeerControl;
import io.limpid.runtime.Client;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.location.Naming;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks naming something. */
abstract class AtNaming implements Callable<Integer> {
    @Mixin
    final NamingOptions naming = new NamingOptions();

    @Option(names = "--json", description = "Print one JSON object a line, for scripts.")
    boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Asks and prints. */
    abstract int ask(Asking asking) throws Exception;

    @Override
    public final Integer call() throws Exception {
        try (Client client = naming.open()) {
            return ask(new Asking(client));
        }
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Without a slash at its end, which people type; checked here, so that a slip is not logged as naming's failure. */
    static String prefix(String given) {
        String prefix = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        return prefix.isEmpty() ? prefix : new ObjectName(prefix).path();
    }

    /** Naming, with the patience that the command line says. */
    final class Asking {
        private final Client client;
        private final Naming stub;

        private Asking(Client client) {
            this.client = client;
            this.stub = client.lookup(Naming.class, Naming.NAME.path());
        }

        Naming naming() {
            return client.withTimeout(stub, naming.timeout());
        }

        PeerControl peers() {
            return client.withTimeout(patientPeers(), naming.timeout());
        }

        /** For calls that take as long as a server takes to get everything. */
        PeerControl patientPeers() {
            return client.lookup(PeerControl.class, PeerControl.NAME.path());
        }

        /** For calls that take as long as a server takes to copy everything. */
        CopyControl copies() {
            return client.lookup(CopyControl.class, CopyControl.NAME.path());
        }

        /** For calls that naming itself holds for a while. */
        Naming patientNaming() {
            return client.withTimeout(stub, naming.timeout().plus(Duration.ofMillis(Naming.WATCH_HOLD_MILLIS)));
        }
    }

    /** Waits for the answer; what it failed with is thrown as itself. */
    static <T> T await(CompletionStage<T> answer) throws Exception {
        try {
            return answer.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
