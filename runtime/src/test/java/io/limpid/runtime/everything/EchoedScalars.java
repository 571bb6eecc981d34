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

/** Gives back what it is given. */
class EchoedScalars implements Scalars {
    @Override
    public boolean echoBoolean(boolean value) {
        return value;
    }

    @Override
    public byte echoByte(byte value) {
        return value;
    }

    @Override
    public short echoShort(short value) {
        return value;
    }

    @Override
    public char echoChar(char value) {
        return value;
    }

    @Override
    public int echoInt(int value) {
        return value;
    }

    @Override
    public long echoLong(long value) {
        return value;
    }

    @Override
    public float echoFloat(float value) {
        return value;
    }

    @Override
    public double echoDouble(double value) {
        return value;
    }

    @Override
    public Boolean echoBooleanBox(Boolean value) {
        return value;
    }

    @Override
    public Byte echoByteBox(Byte value) {
        return value;
    }

    @Override
    public Short echoShortBox(Short value) {
        return value;
    }

    @Override
    public Character echoCharacterBox(Character value) {
        return value;
    }

    @Override
    public Integer echoIntegerBox(Integer value) {
        return value;
    }

    @Override
    public Long echoLongBox(Long value) {
        return value;
    }

    @Override
    public Float echoFloatBox(Float value) {
        return value;
    }

    @Override
    public Double echoDoubleBox(Double value) {
        return value;
    }

    @Override
    public String echoString(String value) {
        return value;
    }

    @Override
    public BigDecimal echoBigDecimal(BigDecimal value) {
        return value;
    }

    @Override
    public BigInteger echoBigInteger(BigInteger value) {
        return value;
    }

    @Override
    public UUID echoUuid(UUID value) {
        return value;
    }

    @Override
    public URI echoUri(URI value) {
        return value;
    }

    @Override
    public Locale echoLocale(Locale value) {
        return value;
    }

    @Override
    public Currency echoCurrency(Currency value) {
        return value;
    }

    @Override
    public ByteBuffer echoByteBuffer(ByteBuffer value) {
        return value;
    }

    @Override
    public Instant echoInstant(Instant value) {
        return value;
    }

    @Override
    public Duration echoDuration(Duration value) {
        return value;
    }

    @Override
    public Period echoPeriod(Period value) {
        return value;
    }

    @Override
    public LocalDate echoLocalDate(LocalDate value) {
        return value;
    }

    @Override
    public LocalTime echoLocalTime(LocalTime value) {
        return value;
    }

    @Override
    public LocalDateTime echoLocalDateTime(LocalDateTime value) {
        return value;
    }

    @Override
    public OffsetTime echoOffsetTime(OffsetTime value) {
        return value;
    }

    @Override
    public OffsetDateTime echoOffsetDateTime(OffsetDateTime value) {
        return value;
    }

    @Override
    public ZonedDateTime echoZonedDateTime(ZonedDateTime value) {
        return value;
    }

    @Override
    public ZoneId echoZoneId(ZoneId value) {
        return value;
    }

    @Override
    public ZoneOffset echoZoneOffset(ZoneOffset value) {
        return value;
    }

    @Override
    public Year echoYear(Year value) {
        return value;
    }

    @Override
    public YearMonth echoYearMonth(YearMonth value) {
        return value;
    }

    @Override
    public MonthDay echoMonthDay(MonthDay value) {
        return value;
    }

    @Override
    public DayOfWeek echoDayOfWeek(DayOfWeek value) {
        return value;
    }

    @Override
    public Month echoMonth(Month value) {
        return value;
    }
}
