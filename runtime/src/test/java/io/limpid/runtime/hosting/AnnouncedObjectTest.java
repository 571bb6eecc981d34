package io.limpid.runtime.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.stub.RemoteType;
import io.limpid.runtime.stub.RemoteTypes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An object can be found as soon as it is announced, and then it is whole. */
final class AnnouncedObjectTest {
    private static final int OBJECTS = 100_000;

    private final ObjectTable table = new ObjectTable(HostingSettings.initial(false), new RemoteTypes());

    @Test
    @Timeout(60)
    void whoeverFindsItFindsItsInterfaces() {
        RemoteType<Probe> type = new Probe.ProbeType();
        AtomicInteger announced = new AtomicInteger();
        CompletableFuture<Integer> halves = CompletableFuture.supplyAsync(() -> {
            int half = 0;
            for (int i = 0; i < OBJECTS; i = Math.max(i, announced.get())) {
                Export found = table.find(name(i));
                if (found != null) {
                    half += found.object().typeOf(type.id()) == null ? 1 : 0;
                    i++;
                }
            }
            return half;
        });

        for (int i = 0; i < OBJECTS; i++) {
            Export unused = table.announce(name(i), type, new Steps());
            announced.set(i);
        }

        assertThat(halves.join()).isZero();
    }

    private static ObjectName name(int i) {
        return new ObjectName("probes/n" + i);
    }
}
