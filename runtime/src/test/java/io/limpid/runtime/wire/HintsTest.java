package io.limpid.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.Binding;
import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.InterfaceId;
import io.limpid.runtime.identity.ObjectName;
import io.limpid.runtime.identity.Replica;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many places fit into one frame of hints, and what its reader refuses. */
final class HintsTest {
    @Test
    void aFrameHoldsSixteenPlacesAndNoMore() {
        List<Binding> twenty = IntStream.range(0, 20)
                .mapToObj(i -> binding("bank/accounts/n" + i, "bank.Account", 1, "host"))
                .toList();

        assertThat(Hints.of(twenty).bindings()).isEqualTo(twenty.subList(0, 16));
    }

    @Test
    void theLongestPlacesAreFewerRatherThanBeyondAHeader() {
        String longest = "n".repeat(ObjectName.MAX_LENGTH);
        List<Binding> large = Collections.nCopies(
                16, binding(longest, "\u20ac".repeat(FrameFormat.MAX_INTERFACE_BYTES / 3), 8, "h".repeat(255)));

        Hints hints = Hints.of(large);

        FrameWriter writer = new FrameWriter();
        writer.write(hints, 0);
        int body = FrameFormat.LENGTH_BYTES + 1;
        assertThat(hints.bindings()).isNotEmpty();
        assertThat(writer.size() - body).isLessThanOrEqualTo(FrameFormat.MAX_HEADER_BYTES);
        assertThat(Frame.read(0x24, new FrameReader().over(writer.array(), body, writer.size() - body)))
                .isEqualTo(hints);
    }

    @Test
    void aReaderTakesNeitherNoneNorSeventeen() {
        byte[] none = {0};
        byte[] seventeen = {17};

        assertThatThrownBy(() -> Frame.read(0x24, new FrameReader().over(none, 0, 1)))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("1 to 16");
        assertThatThrownBy(() -> Frame.read(0x24, new FrameReader().over(seventeen, 0, 1)))
                .isInstanceOf(FrameException.class)
                .hasMessageContaining("at most 16");
    }

    private static Binding binding(String name, String type, int replicas, String host) {
        List<Replica> places = new ArrayList<>();
        for (int i = 0; i < replicas; i++) {
            places.add(new Replica(host, new Endpoint(host, 65_535), Replica.Role.PRIMARY));
        }
        return new Binding(new ObjectName(name), new InterfaceId(type), Long.MAX_VALUE, Long.MAX_VALUE, places);
    }
}
