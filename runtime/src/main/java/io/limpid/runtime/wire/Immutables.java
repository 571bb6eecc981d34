package io.limpid.runtime.wire;

import java.net.URI;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which values need not be copied to be passed by value: nobody can change them, and which instance one is does not count. These are
 * of final classes, so that a variable's type tells, and records of nothing else.
 */
public final class Immutables {
    private static final Set<Class<?>> KNOWN = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Instant.class,
            Duration.class,
            Period.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneOffset.class,
            DayOfWeek.class,
            Month.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    /** Looked at once for each class. */
    private static final ClassValue<Boolean> OF_CLASS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isImmutable(type, new HashSet<>());
        }
    };

    private Immutables() {}

    /** A type that is being looked at already, because a record may hold others of its kind, decides nothing. */
    private static boolean isImmutable(Class<?> type, Set<Class<?>> seen) {
        return type.isPrimitive()
                || KNOWN.contains(type)
                || type.isEnum()
                || (type.isRecord()
                        && (!seen.add(type)
                                || Arrays.stream(type.getRecordComponents())
                                        .allMatch(component -> isImmutable(component.getType(), seen))));
    }

    /** Whether it is one; null is. */
    public static boolean isImmutable(@Nullable Object value) {
        return value == null || OF_CLASS.get(value.getClass());
    }
}
