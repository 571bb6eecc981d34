package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpid.runtime.location.Naming;
import io.limpid.runtime.transport.TransportSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After objects have moved, calls of them go where they are, although nobody asked and nobody was sent back. Over sockets. */
@Timeout(60)
final class HintedCallsTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    private final FakeNaming naming = new FakeNaming();
    private final Host namingHost = Host.builder().name("naming").open();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private Host a;
    private Host b;
    private Client client;

    @BeforeEach
    void open() {
        // For two terms a host says where an object has gone; it must not forget before it is asked.
        naming.termMillis = 60_000;
        namingHost.export(Naming.NAME.path(), Naming.class, naming);
        a = host("a");
        b = host("b");
        client = Client.builder()
                .naming("limpid://" + namingHost.endpoint())
                .transport(NETWORK)
                .observer((invocation, outcome) -> attempts.put(
                        invocation.object().path(), invocation.journal().attempts()))
                .open();
    }

    private Host host(String name) {
        return Host.builder()
                .naming("limpid://" + namingHost.endpoint())
                .name(name)
                .transport(NETWORK)
                .open();
    }

    @AfterEach
    void close() {
        client.close();
        b.close();
        a.close();
        namingHost.close();
    }

    @Test
    void afterManyMovesTwoRepliesOfTheOldHostSaveEveryRedirect() throws Exception {
        List<String> names = IntStream.range(0, 20).mapToObj(i -> "tills/n" + i).toList();
        List<Till> tills = new ArrayList<>();
        for (String name : names) {
            a.export(name, Till.class, new Purse());
            tills.add(client.lookup(Till.class, name));
        }
        a.export("stays", Till.class, new Purse());
        Till stays = client.lookup(Till.class, "stays");
        stays.deposit(1);
        for (Till till : tills) {
            till.deposit(1);
        }
        for (String name : names) {
            b.attract(name);
        }
        int asked = naming.resolved;

        stays.balance();
        stays.balance();
        for (Till till : tills) {
            assertThat(till.deposit(1)).isEqualTo(2);
        }

        assertThat(names)
                .allSatisfy(name -> assertThat(attempts.get(name)).as(name).isEqualTo(1));
        assertThat(naming.resolved).isEqualTo(asked);
    }

    @Test
    void anObjectThatCameBackIsHintedToBeWhereItIs() throws Exception {
        a.export("till", Till.class, new Purse());
        a.export("stays", Till.class, new Purse());
        Till till = client.lookup(Till.class, "till");
        Till stays = client.lookup(Till.class, "stays");
        till.deposit(1);
        stays.deposit(1);
        b.attract("till");
        a.attract("till");

        stays.balance();
        till.deposit(1);

        assertThat(attempts.get("till")).isEqualTo(1);
        assertThat(till.balance()).isEqualTo(2);
    }
}
