package io.limpid.runtime.wire;

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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java's own types under the numbers that they have where an open type variable is declared. */
enum JavaType {
    STRING(10, String.class, Codecs.STRING),
    BOOLEAN(11, Boolean.class, Codecs.BOOLEAN),
    BYTE(12, Byte.class, Codecs.BYTE),
    SHORT(13, Short.class, Codecs.SHORT),
    CHARACTER(14, Character.class, Codecs.CHARACTER),
    INTEGER(15, Integer.class, Codecs.INTEGER),
    LONG(16, Long.class, Codecs.LONG),
    FLOAT(17, Float.class, Codecs.FLOAT),
    DOUBLE(18, Double.class, Codecs.DOUBLE),
    BIG_INTEGER(19, BigInteger.class, Codecs.BIG_INTEGER),
    BIG_DECIMAL(20, BigDecimal.class, Codecs.BIG_DECIMAL),
    UUID(21, UUID.class, Codecs.UUID),
    INSTANT(22, Instant.class, Codecs.INSTANT),
    DURATION(23, Duration.class, Codecs.DURATION),
    PERIOD(24, Period.class, Codecs.PERIOD),
    LOCAL_DATE(25, LocalDate.class, Codecs.LOCAL_DATE),
    LOCAL_TIME(26, LocalTime.class, Codecs.LOCAL_TIME),
    LOCAL_DATE_TIME(27, LocalDateTime.class, Codecs.LOCAL_DATE_TIME),
    OFFSET_TIME(28, OffsetTime.class, Codecs.OFFSET_TIME),
    OFFSET_DATE_TIME(29, OffsetDateTime.class, Codecs.OFFSET_DATE_TIME),
    ZONED_DATE_TIME(30, ZonedDateTime.class, Codecs.ZONED_DATE_TIME),
    YEAR(31, Year.class, Codecs.YEAR),
    YEAR_MONTH(32, YearMonth.class, Codecs.YEAR_MONTH),
    MONTH_DAY(33, MonthDay.class, Codecs.MONTH_DAY),
    ZONE_OFFSET(34, ZoneOffset.class, Codecs.ZONE_OFFSET),
    ZONE_ID(35, ZoneId.class, Codecs.ZONE_ID),
    DAY_OF_WEEK(36, DayOfWeek.class, Codecs.DAY_OF_WEEK),
    MONTH(37, Month.class, Codecs.MONTH),
    DATE(38, Date.class, Codecs.DATE),
    LOCALE(39, Locale.class, Codecs.LOCALE),
    CURRENCY(40, Currency.class, Codecs.CURRENCY),
    URI(41, URI.class, Codecs.URI),
    OPTIONAL_INT(42, OptionalInt.class, Codecs.OPTIONAL_INT),
    OPTIONAL_LONG(43, OptionalLong.class, Codecs.OPTIONAL_LONG),
    OPTIONAL_DOUBLE(44, OptionalDouble.class, Codecs.OPTIONAL_DOUBLE),
    BYTES(45, byte[].class, Codecs.BYTES),
    BOOLEANS(46, boolean[].class, Codecs.BOOLEAN_ARRAY),
    SHORTS(47, short[].class, Codecs.SHORT_ARRAY),
    CHARS(48, char[].class, Codecs.CHAR_ARRAY),
    INTS(49, int[].class, Codecs.INT_ARRAY),
    LONGS(50, long[].class, Codecs.LONG_ARRAY),
    FLOATS(51, float[].class, Codecs.FLOAT_ARRAY),
    DOUBLES(52, double[].class, Codecs.DOUBLE_ARRAY),
    BYTE_BUFFER(53, ByteBuffer.class, Codecs.BYTE_BUFFER);

    private static final JavaType[] BY_NUMBER = new JavaType[54];
    private static final Map<Class<?>, JavaType> BY_CLASS = new HashMap<>();

    static {
        for (JavaType each : values()) {
            BY_NUMBER[each.number] = each;
            BY_CLASS.put(each.type, each);
        }
    }

    final int number;
    final Class<?> type;
    final Codec<?> codec;

    <T> JavaType(int number, Class<T> type, Codec<T> codec) {
        this.number = number;
        this.type = type;
        this.codec = codec;
    }

    static @Nullable JavaType byNumber(int number) {
        return number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
    }

    static @Nullable JavaType ofClass(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** Finds the type of a value, of which some have classes that are not public. */
    static @Nullable JavaType of(Object value) {
        JavaType found = BY_CLASS.get(value.getClass());
        if (found != null) {
            return found;
        }
        return value instanceof ZoneId ? ZONE_ID : value instanceof ByteBuffer ? BYTE_BUFFER : null;
    }
}
