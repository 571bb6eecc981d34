package io.limpid.runtime.wire;

import java.time.DateTimeException;
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
import java.util.Date;

/** The codecs of dates and times. Every part is checked by the class's own factory. */
@SuppressWarnings("JavaUtilDate") // Old interfaces have it.
final class TimeCodecs {
    /** No zone that the JDK knows has a longer name. */
    private static final int ZONE_CHARACTERS = 64;

    static final Codec<Date> DATE = new ValueCodec<>("Date") {
        @Override
        void writeValue(PayloadWriter out, Date value) {
            out.writeLong(value.getTime());
        }

        @Override
        Date readValue(PayloadReader in) {
            return new Date(in.readLong());
        }
    };

    static final Codec<Instant> INSTANT = new ValueCodec<>("Instant") {
        @Override
        void writeValue(PayloadWriter out, Instant value) {
            out.writeLong(value.getEpochSecond());
            out.writeUnsigned(value.getNano());
        }

        @Override
        Instant readValue(PayloadReader in) {
            return Instant.ofEpochSecond(in.readLong(), nanos(in));
        }
    };

    static final Codec<Duration> DURATION = new ValueCodec<>("Duration") {
        @Override
        void writeValue(PayloadWriter out, Duration value) {
            out.writeLong(value.getSeconds());
            out.writeUnsigned(value.getNano());
        }

        @Override
        Duration readValue(PayloadReader in) {
            return Duration.ofSeconds(in.readLong(), nanos(in));
        }
    };

    static final Codec<Period> PERIOD = new ValueCodec<>("Period") {
        @Override
        void writeValue(PayloadWriter out, Period value) {
            out.writeInt(value.getYears());
            out.writeInt(value.getMonths());
            out.writeInt(value.getDays());
        }

        @Override
        Period readValue(PayloadReader in) {
            return Period.of(in.readInt(), in.readInt(), in.readInt());
        }
    };

    static final Codec<LocalDate> LOCAL_DATE = new ValueCodec<>("LocalDate") {
        @Override
        void writeValue(PayloadWriter out, LocalDate value) {
            writeDate(out, value);
        }

        @Override
        LocalDate readValue(PayloadReader in) {
            return readDate(in);
        }
    };

    static final Codec<LocalTime> LOCAL_TIME = new ValueCodec<>("LocalTime") {
        @Override
        void writeValue(PayloadWriter out, LocalTime value) {
            writeTime(out, value);
        }

        @Override
        LocalTime readValue(PayloadReader in) {
            return readTime(in);
        }
    };

    static final Codec<LocalDateTime> LOCAL_DATE_TIME = new ValueCodec<>("LocalDateTime") {
        @Override
        void writeValue(PayloadWriter out, LocalDateTime value) {
            writeDate(out, value.toLocalDate());
            writeTime(out, value.toLocalTime());
        }

        @Override
        LocalDateTime readValue(PayloadReader in) {
            return readDateTime(in);
        }
    };

    static final Codec<OffsetTime> OFFSET_TIME = new ValueCodec<>("OffsetTime") {
        @Override
        void writeValue(PayloadWriter out, OffsetTime value) {
            writeTime(out, value.toLocalTime());
            writeOffset(out, value.getOffset());
        }

        @Override
        OffsetTime readValue(PayloadReader in) {
            return OffsetTime.of(readTime(in), readOffset(in));
        }
    };

    static final Codec<OffsetDateTime> OFFSET_DATE_TIME = new ValueCodec<>("OffsetDateTime") {
        @Override
        void writeValue(PayloadWriter out, OffsetDateTime value) {
            writeDate(out, value.toLocalDate());
            writeTime(out, value.toLocalTime());
            writeOffset(out, value.getOffset());
        }

        @Override
        OffsetDateTime readValue(PayloadReader in) {
            return OffsetDateTime.of(readDateTime(in), readOffset(in));
        }
    };

    static final Codec<ZonedDateTime> ZONED_DATE_TIME = new ValueCodec<>("ZonedDateTime") {
        @Override
        void writeValue(PayloadWriter out, ZonedDateTime value) {
            writeDate(out, value.toLocalDate());
            writeTime(out, value.toLocalTime());
            writeOffset(out, value.getOffset());
            writeZone(out, value.getZone());
        }

        @Override
        ZonedDateTime readValue(PayloadReader in) {
            LocalDateTime local = readDateTime(in);
            ZoneOffset offset = readOffset(in);
            return ZonedDateTime.ofInstant(local, offset, readZone(in));
        }
    };

    static final Codec<Year> YEAR = new ValueCodec<>("Year") {
        @Override
        void writeValue(PayloadWriter out, Year value) {
            out.writeInt(value.getValue());
        }

        @Override
        Year readValue(PayloadReader in) {
            return Year.of(in.readInt());
        }
    };

    static final Codec<YearMonth> YEAR_MONTH = new ValueCodec<>("YearMonth") {
        @Override
        void writeValue(PayloadWriter out, YearMonth value) {
            out.writeInt(value.getYear());
            out.writeByte((byte) value.getMonthValue());
        }

        @Override
        YearMonth readValue(PayloadReader in) {
            return YearMonth.of(in.readInt(), in.readByte());
        }
    };

    static final Codec<MonthDay> MONTH_DAY = new ValueCodec<>("MonthDay") {
        @Override
        void writeValue(PayloadWriter out, MonthDay value) {
            out.writeByte((byte) value.getMonthValue());
            out.writeByte((byte) value.getDayOfMonth());
        }

        @Override
        MonthDay readValue(PayloadReader in) {
            return MonthDay.of(in.readByte(), in.readByte());
        }
    };

    static final Codec<ZoneId> ZONE_ID = new ValueCodec<>("ZoneId") {
        @Override
        void writeValue(PayloadWriter out, ZoneId value) {
            writeZone(out, value);
        }

        @Override
        ZoneId readValue(PayloadReader in) {
            return readZone(in);
        }
    };

    static final Codec<ZoneOffset> ZONE_OFFSET = new ValueCodec<>("ZoneOffset") {
        @Override
        void writeValue(PayloadWriter out, ZoneOffset value) {
            writeOffset(out, value);
        }

        @Override
        ZoneOffset readValue(PayloadReader in) {
            return readOffset(in);
        }
    };

    static final Codec<DayOfWeek> DAY_OF_WEEK = new ValueCodec<>("DayOfWeek") {
        @Override
        void writeValue(PayloadWriter out, DayOfWeek value) {
            out.writeByte((byte) value.getValue());
        }

        @Override
        DayOfWeek readValue(PayloadReader in) {
            return DayOfWeek.of(in.readByte());
        }
    };

    static final Codec<Month> MONTH = new ValueCodec<>("Month") {
        @Override
        void writeValue(PayloadWriter out, Month value) {
            out.writeByte((byte) value.getValue());
        }

        @Override
        Month readValue(PayloadReader in) {
            return Month.of(in.readByte());
        }
    };

    private TimeCodecs() {}

    private static int nanos(PayloadReader in) {
        int nanos = in.readUnsigned();
        if (nanos < 0 || nanos > 999_999_999) {
            throw in.fail("nanoseconds out of range");
        }
        return nanos;
    }

    private static void writeDate(PayloadWriter out, LocalDate date) {
        out.writeInt(date.getYear());
        out.writeByte((byte) date.getMonthValue());
        out.writeByte((byte) date.getDayOfMonth());
    }

    private static LocalDate readDate(PayloadReader in) {
        in.charge(24);
        return LocalDate.of(in.readInt(), in.readByte(), in.readByte());
    }

    private static void writeTime(PayloadWriter out, LocalTime time) {
        out.writeLong(time.toNanoOfDay());
    }

    private static LocalTime readTime(PayloadReader in) {
        in.charge(24);
        return LocalTime.ofNanoOfDay(in.readLong());
    }

    private static LocalDateTime readDateTime(PayloadReader in) {
        return LocalDateTime.of(readDate(in), readTime(in));
    }

    private static void writeOffset(PayloadWriter out, ZoneOffset offset) {
        out.writeInt(offset.getTotalSeconds());
    }

    private static ZoneOffset readOffset(PayloadReader in) {
        return ZoneOffset.ofTotalSeconds(in.readInt());
    }

    private static void writeZone(PayloadWriter out, ZoneId zone) {
        out.writeString(zone.getId());
    }

    private static ZoneId readZone(PayloadReader in) {
        String id = in.readString();
        if (id == null || id.length() > ZONE_CHARACTERS) {
            throw in.fail("a zone without a name, or with one that is too long");
        }
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw in.fail("a zone that is not known here");
        }
    }
}
