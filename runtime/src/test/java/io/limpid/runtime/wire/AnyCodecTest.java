package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.copy;
import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.wire.Samples.Circle;
import io.limpid.runtime.wire.Samples.Colour;
import io.limpid.runtime.wire.Samples.Order;
import io.limpid.runtime.wire.Samples.OrderCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnyCodecTest {
    private static final Codec<Object> ANY = Codecs.any(
            WireType.of("Order", Order.class, OrderCodec.INSTANCE),
            WireType.of("Colour", Colour.class, Samples.COLOUR),
            WireType.of("Shape", Samples.Shape.class, Samples.ShapeCodec.INSTANCE));

    static Stream<Object> values() {
        return ValueCodecsTest.values()
                .filter(each -> each.get()[0] != Codecs.YEAR)
                .flatMap(each -> ((List<?>) each.get()[1]).stream());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyJavaValueArrivesAsItself(Object value) {
        assertThat(copy(ANY, value)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(JavaType.class)
    void everyJavaTypeHasItsNumberAlone(JavaType type) {
        assertThat(JavaType.byNumber(type.number)).isSameAs(type);
        assertThat(JavaType.ofClass(type.type)).isSameAs(type);
    }

    @Test
    void containersOfAnythingArriveWithIt() {
        Map<Object, Object> map = new HashMap<>();
        map.put("a", Arrays.asList(1, null, 2L, Set.of('c')));
        map.put(Instant.EPOCH, Optional.of(Optional.empty()));
        map.put(null, new ArrayList<>());

        assertThat(copy(ANY, map)).isEqualTo(map).isExactlyInstanceOf(HashMap.class);
        assertThat((Object) copy(ANY, null)).isNull();
    }

    @Test
    void arraysArriveAsTheArraysThatTheyWere() {
        assertThat(copy(ANY, new int[] {1, 2})).isEqualTo(new int[] {1, 2});
        assertThat(copy(ANY, new String[] {"a", null})).isEqualTo(new String[] {"a", null});
        assertThat(copy(ANY, new Object[] {"a", 1, null, new int[] {1}})).isEqualTo(new Object[] {
            "a", 1, null, new int[] {1}
        });
        assertThat(copy(ANY, new Order[0])).isEqualTo(new Order[0]);
        assertThat(copy(ANY, new int[][] {{1}, {}})).isEqualTo(new int[][] {{1}, {}});
        assertThatThrownBy(() -> write(ANY, new Circle[0]))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("send it in an Object[]");
    }

    @Test
    void typesThatTheInterfaceReachesArriveAsThemselves() {
        Order order = new Order("1", List.of(), Optional.empty());

        assertThat(copy(ANY, order)).isEqualTo(order);
        assertThat(copy(ANY, Colour.GREEN)).isSameAs(Colour.GREEN);
        assertThat(copy(ANY, new Circle(2))).isEqualTo(new Circle(2));
        assertThat(copy(ANY, EnumSet.of(Colour.RED))).isEqualTo(Set.of(Colour.RED));
        assertThat(copy(ANY, ZoneId.of("Europe/Zurich"))).isEqualTo(ZoneId.of("Europe/Zurich"));
        assertThat(copy(ANY, ByteBuffer.allocateDirect(3))).isEqualTo(ByteBuffer.allocate(3));
    }

    @Test
    void aTypeThatTheInterfaceDoesNotReachIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> write(ANY, new StringBuilder()))
                .isInstanceOf(PayloadException.class)
                .hasMessage("a java.lang.StringBuilder where an open type is declared: name it in"
                        + " @Remote(types = ...) of the interface, or declare it");
        assertThatThrownBy(() -> read(Codecs.any(), write(ANY, Colour.RED)))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("a type that the interface does not reach here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "09", "36", "ffffffff0f", "01 00000000", "02 07", "02 00", "0a 00", "0f 00", "05 00"})
    void aNumberThatIsNoTypeOrHasNoValueIsRefused(String bytes) {
        assertThatThrownBy(() -> read(ANY, bytes)).isInstanceOf(PayloadException.class);
    }

    @Test
    void optionalsCannotBeNestedWithoutEnd() {
        Optional<Object> deep = Optional.empty();
        for (int i = 0; i < 100_000; i++) {
            deep = Optional.of(deep);
        }
        Object tooDeep = deep;

        assertThatThrownBy(() -> write(ANY, tooDeep))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("DEPTH");
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? 5 : 2);
        }
        assertThatThrownBy(() -> read(ANY, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("DEPTH");
    }
}
