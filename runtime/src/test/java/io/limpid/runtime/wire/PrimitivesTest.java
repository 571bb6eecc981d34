package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.copy;
import static io.limpid.runtime.wire.Payloads.hex;
import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrimitivesTest {
    @Property
    void everyPrimitiveComesBack(
            @ForAll byte tiny, @ForAll short small, @ForAll char letter, @ForAll int number, @ForAll long large) {
        assertThat(copy(Codecs.PRIMITIVE_BYTE, tiny)).isEqualTo(tiny);
        assertThat(copy(Codecs.PRIMITIVE_SHORT, small)).isEqualTo(small);
        assertThat(copy(Codecs.PRIMITIVE_CHAR, letter)).isEqualTo(letter);
        assertThat(copy(Codecs.PRIMITIVE_INT, number)).isEqualTo(number);
        assertThat(copy(Codecs.PRIMITIVE_LONG, large)).isEqualTo(large);
        assertThat(copy(Codecs.LONG, large)).isEqualTo(large);
    }

    @Example
    void extremesAndOddFloatsComeBackBitByBit() {
        for (double each : new double[] {0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, 1 / 3.0}) {
            assertThat(Double.doubleToRawLongBits(copy(Codecs.DOUBLE, each)))
                    .isEqualTo(Double.doubleToRawLongBits(each));
            assertThat(Float.floatToRawIntBits(copy(Codecs.FLOAT, (float) each)))
                    .isEqualTo(Float.floatToRawIntBits((float) each));
        }
        for (long each : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 1, 127, 128}) {
            assertThat(copy(Codecs.LONG, each)).isEqualTo(each);
            assertThat(copy(Codecs.INTEGER, (int) each)).isEqualTo((int) each);
        }
        assertThat(copy(Codecs.BOOLEAN, true)).isTrue();
        assertThat(copy(Codecs.BOOLEAN, false)).isFalse();
        assertThat(copy(Codecs.BOOLEAN, null)).isNull();
    }

    @Property
    void everyJavaStringComesBackAlsoWithLonelySurrogates(@ForAll @StringLength(max = 40) String text) {
        assertThat(copy(Codecs.STRING, text)).isEqualTo(text);
    }

    @Example
    void stringsOfEverySizeOfCharacterComeBack() {
        for (String each : List.of(
                "",
                "a",
                "é",
                "€",
                "😀",
                "\ud800",
                "\udc00",
                "\udc00\ud800",
                "a\ud800b",
                "\ud800\ud800\udc00",
                "\u0000")) {
            assertThat(copy(Codecs.STRING, each)).isEqualTo(each);
            assertThat(copy(Codecs.STRING, each.repeat(1000))).isEqualTo(each.repeat(1000));
        }
        assertThat(copy(Codecs.STRING, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000", // 0 in two bytes
                "ff00",
                "8080808000",
                "ffffffff10", // more than 32 bits
                "ffffffff7f",
                "ffffffffff01", // six bytes
                "80", // cut off
                "ffffffff"
            })
    void anIntThatIsOverlongTooLargeOrCutOffIsRefused(String bytes) {
        assertThatThrownBy(() -> read(Codecs.PRIMITIVE_INT, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("payload at byte 0: ");
        assertThatThrownBy(() -> partOfALongerArray(bytes).readInt())
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("payload at byte 0: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "808080808080808000", "80", "ffffffffffffffff", "ffffffffffffffffff01"})
    void aLongThatIsOverlongTooLargeOrCutOffIsRefused(String bytes) {
        assertThatThrownBy(() -> read(Codecs.PRIMITIVE_LONG, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageMatching("payload at byte [09]: .*");
        assertThatThrownBy(() -> {
                    PayloadReader in = partOfALongerArray(bytes);
                    in.readLong();
                    in.end();
                })
                .isInstanceOf(PayloadException.class)
                .hasMessageMatching("payload at byte [09]: .*");
    }

    @Property
    void aLongIsReadAlikeAtTheEndOfAnArrayAndBeforeIt(@ForAll long number, @ForAll @IntRange(max = 63) int bits) {
        byte[] written = write(Codecs.PRIMITIVE_LONG, number >> bits);

        PayloadReader in = partOfALongerArray(HexFormat.of().formatHex(written));

        assertThat(in.readLong()).isEqualTo(number >> bits);
        in.end();
        assertThat(copy(Codecs.PRIMITIVE_LONG, number >> bits)).isEqualTo(number >> bits);
    }

    /** Where eight bytes can be read at once, which do not all belong to the payload. */
    private static PayloadReader partOfALongerArray(String payload) {
        byte[] bytes = hex("ffff" + payload + "01".repeat(9));
        return new PayloadReader(bytes, 2, payload.length() / 2, Limits.DEFAULT, new Payloads.Names());
    }

    @ParameterizedTest
    @CsvSource({"short,808004", "short,8180808008", "char,808004"})
    void aNumberThatItsTypeDoesNotHoldIsRefused(String type, String bytes) {
        Codec<?> codec = type.equals("short") ? Codecs.PRIMITIVE_SHORT : Codecs.PRIMITIVE_CHAR;

        assertThatThrownBy(() -> read(codec, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining(type + " that is out of range");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0280", // a following byte alone
                "02c3", // cut off
                "03c080", // overlong NUL
                "03c1bf",
                "04e08080", // overlong
                "05f0808080",
                "05f4908080", // beyond U+10FFFF
                "05f8808080",
                "07eda080edb080", // a pair in two halves
                "03c328" // no following byte
            })
    void bytesThatAreNotUtf8AreRefused(String bytes) {
        assertThatThrownBy(() -> read(Codecs.STRING, bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageMatching("payload at byte \\d+: bytes that are not UTF-8");
    }

    @Test
    void aStringLongerThanWhatIsThereIsRefused() {
        for (String bytes : List.of("0361", "ffffffff0f61", "808080800861", "80808004")) {
            assertThatThrownBy(() -> read(Codecs.STRING, bytes))
                    .isInstanceOf(PayloadException.class)
                    .hasMessageContaining("a string of ");
        }
    }

    @Test
    void aStringAboveTheLimitIsRefusedOnBothSides() {
        Limits limits = Limits.DEFAULT.with(Limit.STRING_BYTES, 16);
        PayloadWriter out = new PayloadWriter(limits, new Payloads.Names());

        assertThatThrownBy(() -> out.writeString("é".repeat(9))).hasMessageContaining("the limit STRING_BYTES");
        assertThatThrownBy(() -> out.writeString("e".repeat(17))).hasMessageContaining("the limit STRING_BYTES");
        out.reset(new Payloads.Names());
        out.writeString("é".repeat(8));

        assertThat(new PayloadReader(out.toBytes(), limits, new Payloads.Names()).readString())
                .hasSize(8);
        byte[] longer = write(Codecs.STRING, "e".repeat(17));
        assertThatThrownBy(() -> new PayloadReader(longer, limits, new Payloads.Names()).readString())
                .hasMessageContaining("the limit STRING_BYTES is 16");
    }

    @Test
    void aPayloadAboveTheLimitFailsAtItsSender() {
        PayloadWriter out = new PayloadWriter(Limits.DEFAULT.with(Limit.MESSAGE_BYTES, 1024), new Payloads.Names());
        out.writeString("x".repeat(1000));

        assertThatThrownBy(() -> out.writeString("x".repeat(100)))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("more than 1024 bytes")
                .hasMessageContaining("the limit MESSAGE_BYTES");
    }

    @Test
    void aBooleanIsNothingBut0Or1() {
        assertThatThrownBy(() -> read(Codecs.PRIMITIVE_BOOLEAN, "02")).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> read(Codecs.LONG, "0200")).isInstanceOf(PayloadException.class);
    }

    @Test
    void bytesTooManyAreRefused() {
        assertThatThrownBy(() -> read(Codecs.PRIMITIVE_INT, "0000"))
                .isInstanceOf(PayloadException.class)
                .hasMessage("payload at byte 1: 1 bytes too many");
    }

    @Test
    void aPartOfAnArrayIsReadAsIfItStoodAlone() {
        byte[] bytes = hex("ffff 02 ff");

        PayloadReader in = new PayloadReader(bytes, 2, 1, Limits.DEFAULT, new Payloads.Names());

        assertThat(in.readInt()).isEqualTo(1);
        assertThat(in.hasMore()).isFalse();
        in.end();
        assertThatThrownBy(in::readInt).hasMessageStartingWith("payload at byte 1: ends");
    }

    @Test
    void aWriterIsUsedAgain() {
        PayloadWriter out = Payloads.writer();
        Samples.OrderCodec.INSTANCE.write(out, new Samples.Order("1", List.of(), null));
        byte[] first = out.toBytes();

        out.reset(new Payloads.Names());
        Samples.OrderCodec.INSTANCE.write(out, new Samples.Order("1", List.of(), null));

        assertThat(out.toBytes()).isEqualTo(first);
        assertThat(out.length()).isEqualTo(first.length);
        assertThat(out.buffer()).startsWith(first);
    }

    @Test
    void aPrimitiveIsNeverNull() {
        assertThatThrownBy(() -> write(Codecs.PRIMITIVE_INT, null))
                .isInstanceOf(PayloadException.class)
                .hasMessage("int: null");
    }
}
