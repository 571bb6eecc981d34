package io.limpid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.NotExecutedException;
import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import io.limpid.runtime.transport.TransportSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reference to an object that died with its process finds nothing, even where another process listens at the same place. */
@Timeout(60)
final class GoneObjectTest {
    private static final TransportSettings NETWORK =
            TransportSettings.DEFAULT.sharing(TransportSettings.Sharing.DEFAULT.overTheNetwork());

    @Test
    void aReferenceNeverLeadsToTheObjectOfTheNextProcess() {
        Host first = host(0);
        int port = first.endpoint().port();
        Binding binding = new Binding(
                new ObjectName("giver"),
                new InterfaceId(Station.class.getName()),
                0,
                0,
                List.of(new Replica("h", first.endpoint(), Replica.Role.PRIMARY)));
        try (Host caller =
                Host.builder().directory(List.of(binding)).transport(NETWORK).open()) {
            Station giver = caller.lookup(Station.class, "giver");
            Station.Listener old = giver.echo(null);
            assertThat(old.hear("first")).isEqualTo("heard first");
            first.close();

            try (Host second = host(port)) {
                Station.Listener other = giver.echo(null);
                assertThat(other.hear("second")).isEqualTo("heard second");
                assertThatThrownBy(() -> old.hear("third")).isInstanceOf(NotExecutedException.class);
            }
        }
    }

    private static Host host(int port) {
        Host host = Host.builder()
                .listen("127.0.0.1", port)
                .transport(NETWORK)
                .directory(List.of())
                .open();
        host.export("giver", Station.class, new Giver());
        return host;
    }

    /** Gives an object of its own. */
    private static final class Giver extends Junction {
        private final Station.Listener own = text -> "heard " + text;

        @Override
        public Station.Listener echo(Station.Listener listener) {
            return own;
        }
    }
}
