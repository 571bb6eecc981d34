package io.limpid.runtime.everything;

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
import java.util.Locale;
import java.util.UUID;

/** Values without parts, each given back as it came. Not remote by itself: {@link Everything} inherits it. */
public interface Scalars {
    boolean echoBoolean(boolean value);

    byte echoByte(byte value);

    short echoShort(short value);

    char echoChar(char value);

    int echoInt(int value);

    long echoLong(long value);

    float echoFloat(float value);

    double echoDouble(double value);

    Boolean echoBooleanBox(Boolean value);

    Byte echoByteBox(Byte value);

    Short echoShortBox(Short value);

    Character echoCharacterBox(Character value);

    Integer echoIntegerBox(Integer value);

    Long echoLongBox(Long value);

    Float echoFloatBox(Float value);

    Double echoDoubleBox(Double value);

    String echoString(String value);

    BigDecimal echoBigDecimal(BigDecimal value);

    BigInteger echoBigInteger(BigInteger value);

    UUID echoUuid(UUID value);

    URI echoUri(URI value);

    Locale echoLocale(Locale value);

    Currency echoCurrency(Currency value);

    ByteBuffer echoByteBuffer(ByteBuffer value);

    Instant echoInstant(Instant value);

    Duration echoDuration(Duration value);

    Period echoPeriod(Period value);

    LocalDate echoLocalDate(LocalDate value);

    LocalTime echoLocalTime(LocalTime value);

    LocalDateTime echoLocalDateTime(LocalDateTime value);

    OffsetTime echoOffsetTime(OffsetTime value);

    OffsetDateTime echoOffsetDateTime(OffsetDateTime value);

    ZonedDateTime echoZonedDateTime(ZonedDateTime value);

    ZoneId echoZoneId(ZoneId value);

    ZoneOffset echoZoneOffset(ZoneOffset value);

    Year echoYear(Year value);

    YearMonth echoYearMonth(YearMonth value);

    MonthDay echoMonthDay(MonthDay value);

    DayOfWeek echoDayOfWeek(DayOfWeek value);

    Month echoMonth(Month value);
}
