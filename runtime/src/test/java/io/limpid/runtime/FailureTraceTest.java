package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.limpid.NotExecutedException;
import io.limpid.RemoteFailureException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.transport.TransportSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stack trace in a user's log shows of a call that failed: first what matters, nothing of the machinery before it. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(60)
final class FailureTraceTest {
    private static final String STUB = "io.limpid.runtime.TillStub";
    private static final String HERE = FailureTraceTest.class.getName();
    private static final String BORDER = "remote";

    private final TransportSettings transport;
    private final List<AutoCloseable> opened = new ArrayList<>();

    FailureTraceTest(boolean overTheNetwork) {
        transport = overTheNetwork
                ? TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork())
                : TransportSettings.DEFAULT;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void aDeclaredExceptionBeginsAtTheCaller() {
        Till till = till(Host.builder());
        till.shut("stocktaking");

        Throwable thrown = catchThrowable(() -> till.deposit(1));

        assertThat(thrown).isInstanceOf(Till.ShutException.class);
        assertThat(classes(thrown)).startsWith(STUB, HERE);
    }

    @Test
    void anUndeclaredOneBeginsAtTheCallerToo() {
        Till till = till(Host.builder());

        Throwable thrown = catchThrowable(till::count);

        assertThat(thrown).isInstanceOf(RemoteFailureException.class).hasMessage("the drawer is stuck");
        assertThat(classes(thrown)).startsWith(STUB);
        assertThat(((RemoteFailureException) thrown).remoteFrames()).isEmpty();
    }

    @Test
    void aRefusalBeginsAtTheCaller() {
        Client client = client(open(Host.builder()), "shop/none");

        Throwable thrown =
                catchThrowable(() -> client.lookup(Till.class, "shop/none").balance());

        assertThat(thrown).isInstanceOf(NotExecutedException.class);
        assertThat(classes(thrown)).startsWith(STUB, HERE);
    }

    @Test
    void aHostThatMayTellShowsItsOwnFramesFirstAndThoseOfTheCauses() {
        Till till = till(Host.builder().detailsInFailures());

        Throwable thrown = catchThrowable(till::jam);

        assertThat(thrown)
                .isInstanceOf(RemoteFailureException.class)
                .hasMessage("java.lang.IllegalStateException: jammed at level 9");
        assertThat(classes(thrown))
                .as("the object, the skeleton, and the caller")
                .startsWith(JammedTill.class.getName())
                .containsSubsequence("io.limpid.runtime.TillSkeleton", BORDER, STUB, HERE)
                .doesNotContain("io.limpid.runtime.hosting.Execution");
        assertThat(thrown.getCause())
                .isInstanceOf(RemoteFailureException.class)
                .hasMessageStartingWith("java.io.IOException: the spring is broken ");
        assertThat(classes(thrown.getCause())).startsWith(JammedTill.class.getName());
        assertThat(thrown.getCause().getCause()).isNull();
    }

    @Test
    void anAsynchronousCallShowsTheFramesOfTheHostAlone() {
        Till till = till(Host.builder().detailsInFailures());

        Throwable thrown = till.audit()
                .handle((sum, failure) -> failure)
                .toCompletableFuture()
                .join();

        assertThat(thrown).isInstanceOf(RemoteFailureException.class);
        assertThat(classes(thrown)).startsWith(JammedTill.class.getName()).doesNotContain(BORDER);
    }

    private static List<String> classes(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getClassName)
                .toList();
    }

    private Till till(HostBuilder builder) {
        return client(open(builder), "shop/till").lookup(Till.class, "shop/till");
    }

    private Host open(HostBuilder builder) {
        Host host = builder.transport(transport).open();
        opened.add(0, host);
        host.export("shop/till", Till.class, new JammedTill());
        return host;
    }

    private Client client(Host host, String name) {
        Replica replica = new Replica("somewhere", host.endpoint(), Replica.Role.PRIMARY);
        InterfaceId type = new InterfaceId(Till.class.getName());
        Client client = Client.builder()
                .directory(List.of(new Binding(new ObjectName(name), type, 0, 0, List.of(replica))))
                .transport(transport)
                .open();
        opened.add(0, client);
        return client;
    }

    /** Fails deep inside, for a reason that takes many words. */
    private static final class JammedTill implements Till {
        private String shut = "";

        @Override
        public long deposit(long cents) throws ShutException {
            throw new ShutException(shut, 0);
        }

        @Override
        public long balance() {
            return 0;
        }

        @Override
        public CompletionStage<Long> audit() {
            return CompletableFuture.failedFuture(new IllegalStateException("no audit today"));
        }

        @Override
        public void shut(String reason) {
            shut = reason;
        }

        @Override
        public long count() {
            throw new IllegalStateException("the drawer is stuck");
        }

        @Override
        public void jam() {
            jam(9);
        }

        private void jam(int level) {
            if (level > 0) {
                jam(level - 1);
                return;
            }
            throw new IllegalStateException(
                    "jammed at level 9", new java.io.IOException("the spring is broken " + "!".repeat(3_000)));
        }
    }
}
