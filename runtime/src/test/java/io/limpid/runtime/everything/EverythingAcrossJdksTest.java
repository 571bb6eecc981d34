package io.limpid.runtime.everything;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.Host;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.processes.JavaProcess;
import io.limpid.runtime.processes.OtherJdk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that must hold, of calls to a process on another JDK and of calls from there. */
@Timeout(60)
final class EverythingAcrossJdksTest extends EverythingBehaviour {
    private static OtherJdk jdk;
    private static Sockets sockets;

    @BeforeAll
    static void start() throws Exception {
        jdk = OtherJdk.find();
        JavaProcess process = process();
        sockets = Sockets.open(Sockets.Caller.HOST, process, Endpoint.parse(process.said("at "), 0));
        assertThat(process.said("java ")).isEqualTo(String.valueOf(jdk.feature()));
    }

    @AfterAll
    static void end() throws Exception {
        if (sockets != null) {
            sockets.close();
        }
    }

    private static JavaProcess process(String... arguments) throws Exception {
        return JavaProcess.start(jdk.home(), JavaProcess.classPath(), EverythingProcess.class.getName(), arguments);
    }

    @Override
    protected Everything everything() {
        return sockets.everything();
    }

    @Test
    void anotherJdkIsServedAsWell() throws Exception {
        try (Host host = Sockets.host();
                JavaProcess caller = process(host.endpoint().toString())) {
            assertThat(caller.saidToTheEnd("held "))
                    .singleElement()
                    .satisfies(count -> assertThat(Integer.parseInt(count)).isGreaterThan(100));
        }
    }
}
