package io.limpid.runtime.wire;

import static io.limpid.runtime.wire.Payloads.copy;
import static io.limpid.runtime.wire.Payloads.read;
import static io.limpid.runtime.wire.Payloads.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpid.runtime.identity.Endpoint;
import io.limpid.runtime.identity.ObjectName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ValueCodecsTest {
    static Stream<Arguments> values() {
        LocalDateTime gap = LocalDateTime.of(2025, 10, 26, 2, 30);
        ZoneId zurich = ZoneId.of("Europe/Zurich");
        return Stream.of(
                of(
                        Codecs.BIG_INTEGER,
                        BigInteger.ZERO,
                        BigInteger.ONE.negate(),
                        BigInteger.TWO.pow(4000).negate()),
                of(Codecs.BIG_DECIMAL, BigDecimal.ZERO, new BigDecimal("-0.10"), new BigDecimal("1E+2147483647")),
                of(Codecs.UUID, new UUID(0, 0), new UUID(-1, Long.MIN_VALUE)),
                of(Codecs.LOCALE, Locale.ROOT, Locale.CANADA_FRENCH, Locale.forLanguageTag("de-CH-x-rumantsch")),
                of(Codecs.CURRENCY, Currency.getInstance("CHF")),
                of(Codecs.URI, URI.create(""), URI.create("limpid://naming:7400/a?b#c")),
                of(Codecs.DATE, new Date(0), new Date(Long.MIN_VALUE)),
                of(Codecs.INSTANT, Instant.EPOCH, Instant.MIN, Instant.MAX),
                of(Codecs.DURATION, Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE), Duration.ofNanos(-1)),
                of(Codecs.PERIOD, Period.ZERO, Period.of(-1, Integer.MAX_VALUE, Integer.MIN_VALUE)),
                of(Codecs.LOCAL_DATE, LocalDate.EPOCH, LocalDate.MIN, LocalDate.MAX, LocalDate.of(2024, 2, 29)),
                of(Codecs.LOCAL_TIME, LocalTime.MIN, LocalTime.MAX, LocalTime.NOON),
                of(Codecs.LOCAL_DATE_TIME, LocalDateTime.MIN, LocalDateTime.MAX),
                of(Codecs.OFFSET_TIME, OffsetTime.MIN, OffsetTime.MAX),
                of(Codecs.OFFSET_DATE_TIME, OffsetDateTime.MIN, OffsetDateTime.MAX),
                of(
                        Codecs.ZONED_DATE_TIME,
                        ZonedDateTime.ofStrict(gap, ZoneOffset.ofHours(2), zurich),
                        ZonedDateTime.ofStrict(gap, ZoneOffset.ofHours(1), zurich),
                        ZonedDateTime.of(gap, ZoneOffset.UTC),
                        ZonedDateTime.of(gap, ZoneId.of("UTC+03:00"))),
                of(Codecs.YEAR, Year.of(Year.MIN_VALUE), Year.of(Year.MAX_VALUE)),
                of(Codecs.YEAR_MONTH, YearMonth.of(-5, 12)),
                of(Codecs.MONTH_DAY, MonthDay.of(2, 29)),
                of(Codecs.ZONE_ID, zurich, ZoneOffset.MAX, ZoneOffset.UTC),
                of(Codecs.ZONE_OFFSET, ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.ofTotalSeconds(1)),
                of(Codecs.DAY_OF_WEEK, DayOfWeek.values()),
                of(Codecs.MONTH, Month.values()),
                of(Codecs.OPTIONAL_INT, OptionalInt.empty(), OptionalInt.of(Integer.MIN_VALUE)),
                of(Codecs.OPTIONAL_LONG, OptionalLong.empty(), OptionalLong.of(Long.MIN_VALUE)),
                of(Codecs.OPTIONAL_DOUBLE, OptionalDouble.empty(), OptionalDouble.of(Double.NaN)),
                of(Codecs.optionalOf(Codecs.STRING), Optional.empty(), Optional.of("")),
                of(Samples.COLOUR, Samples.Colour.values()),
                of(Codecs.BOOLEAN, true, false),
                of(Codecs.CHARACTER, 'a', '\ud800', Character.MAX_VALUE),
                of(Codecs.SHORT, Short.MIN_VALUE, Short.MAX_VALUE),
                of(Codecs.BYTE, Byte.MIN_VALUE, Byte.MAX_VALUE));
    }

    @SafeVarargs
    private static <T> Arguments of(Codec<T> codec, T... values) {
        return Arguments.of(codec, List.of(values));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueComesBackAndSoDoesNull(Codec<Object> codec, List<Object> values) {
        for (Object each : values) {
            assertThat(copy(codec, each)).isEqualTo(each);
        }
        assertThat(copy(codec, null)).isNull();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueCutOffAnywhereIsRefused(Codec<Object> codec, List<Object> values) {
        for (Object each : values) {
            byte[] whole = write(codec, each);
            for (int length = 0; length < whole.length; length++) {
                byte[] part = java.util.Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(codec, part)).isInstanceOf(PayloadException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL_DATE, 01 00 0d 01", // month 13
        "LOCAL_DATE, 01 ce1f 02 1e", // 30 February
        "LOCAL_TIME, 01 80808c9bdeea27", // 24 hours
        "INSTANT, 01 00 80a8d6b907", // a second of nanoseconds
        "DURATION, 01 00 80a8d6b907",
        "ZONE_OFFSET, 01 c2f407", // beyond 18 hours
        "ZONE_ID, 01 05 4d6f6f6e", // no such zone
        "ZONE_ID, 01 00",
        "DAY_OF_WEEK, 01 08",
        "MONTH, 01 00",
        "MONTH, 01 80",
        "YEAR, 01 fffffff70f",
        "CURRENCY, 01 04 414243",
        "URI, 01 03 253a",
        "BIG_INTEGER, 01 00", // no bytes
        "BIG_INTEGER, 01 02 0001", // longer than it need be
        "BIG_INTEGER, 01 02 ffff",
        "BIG_INTEGER, 01 7f 01", // more bytes than are there
        "BIG_INTEGER, 01 ffffffff0f 01",
        "BIG_DECIMAL, 01 00 05 01",
        "OPTIONAL_INT, 01 02"
    })
    void contentThatIsNoSuchValueIsRefused(String codec, String bytes) throws ReflectiveOperationException {
        Codec<?> chosen = (Codec<?>) Codecs.class.getField(codec).get(null);

        assertThatThrownBy(() -> read(chosen, bytes)).isInstanceOf(PayloadException.class);
    }

    @Test
    void aNumberAboveTheLimitIsRefusedOnBothSides() {
        Limits limits = Limits.DEFAULT.with(Limit.NUMBER_BYTES, 16);
        BigInteger large = BigInteger.TWO.pow(128);
        byte[] bytes = write(Codecs.BIG_INTEGER, large);

        assertThatThrownBy(() -> Codecs.BIG_INTEGER.write(new PayloadWriter(limits, new Payloads.Names()), large))
                .hasMessageContaining("NUMBER_BYTES");
        assertThatThrownBy(() -> Codecs.BIG_INTEGER.read(new PayloadReader(bytes, limits, new Payloads.Names())))
                .hasMessageContaining("NUMBER_BYTES");
    }

    @Test
    void anEnumConstantTravelsByItsWireName() {
        Codec<Samples.Colour> renamed = Codecs.enumOf(Samples.Colour.class, "GREEN", "BLUE", "PINK");

        assertThat(read(renamed, write(Samples.COLOUR, Samples.Colour.GREEN))).isEqualTo(Samples.Colour.RED);
        assertThatThrownBy(() -> read(Samples.COLOUR, write(renamed, Samples.Colour.BLUE)))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("a constant that Colour does not have here");
    }

    @Test
    void enumNamesThatCollideOrAreTooFewAreRefused() {
        assertThatThrownBy(() -> Codecs.enumOf(Samples.Colour.class, "A", "A", "B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its hash is another constant's, too");
        assertThatThrownBy(() -> Codecs.enumOf(Samples.Colour.class, "A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 (expected: 3, or none)");
    }

    @Test
    void aLocaleThatHasNoLanguageTagIsRefused() {
        assertThatThrownBy(() -> write(Codecs.LOCALE, new Locale("no language")))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("has no language tag");
    }

    @Test
    void aBufferTravelsFromPositionToLimitAndIsLeftAsItWas() {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(10).putLong(0x0102030405060708L).flip();
        buffer.position(2).limit(5);

        ByteBuffer copy = copy(Codecs.BYTE_BUFFER, buffer);

        assertThat(copy).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4, 5}));
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(buffer.limit()).isEqualTo(5);
        assertThat(copy(Codecs.BYTE_BUFFER, ByteBuffer.allocate(0))).isEqualTo(ByteBuffer.allocate(0));
        assertThat(copy(Codecs.BYTE_BUFFER, ByteBuffer.allocate(5000)).remaining())
                .isEqualTo(5000);
        assertThat(copy(Codecs.BYTE_BUFFER, null)).isNull();
    }

    @Test
    void anOptionalIsNullEmptyOrHoldsSomething() {
        Codec<Optional<Optional<String>>> codec = Codecs.optionalOf(Codecs.optionalOf(Codecs.STRING));

        assertThat(copy(codec, Optional.of(Optional.empty()))).contains(Optional.empty());
        assertThatThrownBy(() -> read(codec, "03")).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> read(codec, "0200"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("an Optional of null");
    }

    @Test
    void aRemoteObjectGoesByReference() {
        Runnable object = () -> {};
        Payloads.Names names = new Payloads.Names();
        Codec<Runnable> codec = Codecs.remote(Runnable.class);
        for (RemoteReference each : List.of(
                new RemoteReference.Named(new ObjectName("a/b")),
                new RemoteReference.Direct(new ObjectName("~/1"), new Endpoint("::1", 65535)),
                new RemoteReference.Connected(new ObjectName("~/2")))) {
            names.set(object, each);
            PayloadWriter out = new PayloadWriter(Limits.DEFAULT, names);
            codec.write(out, object);

            assertThat(codec.read(new PayloadReader(out.toBytes(), Limits.DEFAULT, names)))
                    .isSameAs(object);
        }
        assertThat(copy(codec, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"04 0261", "01 00", "01 0220", "02 0261 0261 00", "02 0261 0261 808004", "02 0261 0220 01", "ff"})
    void aReferenceThatIsNoneIsRefused(String bytes) {
        assertThatThrownBy(() -> read(Codecs.remote(Runnable.class), bytes)).isInstanceOf(PayloadException.class);
    }
}
