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
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes values without parts, small and large ones alike often. Seeded by whoever gives the random. */
final class RandomScalars {
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream().sorted().toList();
    private static final List<Locale> LOCALES = Arrays.stream(Locale.getAvailableLocales())
            // Not no_NO_NY, which has none of its own and is refused.
            .filter(locale -> Locale.forLanguageTag(locale.toLanguageTag()).equals(locale))
            .sorted(Comparator.comparing(Locale::toString))
            .toList();
    private static final List<Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .sorted(Comparator.comparing(Currency::getCurrencyCode))
            .toList();

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> byType = new HashMap<>();

    RandomScalars(Random random) {
        this.random = random;
        addPrimitives();
        addTexts();
        addTimes();
    }

    Object of(Class<?> type) {
        if (type.isEnum()) {
            return pick(List.of(type.getEnumConstants()));
        }
        Supplier<Object> made = byType.get(type);
        if (made == null) {
            throw new AssertionError("no random values of " + type);
        }
        return made.get();
    }

    String text() {
        int bound = random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1;
        return random.ints(random.nextInt(12), 0, bound)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private long number() {
        return random.nextLong() >> random.nextInt(64);
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void add(Supplier<Object> made, Class<?>... types) {
        for (Class<?> type : types) {
            byType.put(type, made);
        }
    }

    private void addPrimitives() {
        add(random::nextBoolean, boolean.class, Boolean.class);
        add(() -> (byte) number(), byte.class, Byte.class);
        add(() -> (short) number(), short.class, Short.class);
        add(() -> (char) number(), char.class, Character.class);
        add(() -> (int) number(), int.class, Integer.class);
        add(this::number, long.class, Long.class);
        add(() -> Float.intBitsToFloat(random.nextInt()), float.class, Float.class);
        add(() -> Double.longBitsToDouble(random.nextLong()), double.class, Double.class);
        add(() -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of((int) number()), OptionalInt.class);
        add(() -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number()), OptionalLong.class);
        add(() -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(number()), OptionalDouble.class);
    }

    private void addTexts() {
        add(this::text, String.class);
        add(() -> new BigInteger(below(300), random).multiply(BigInteger.valueOf(below(3) - 1L)), BigInteger.class);
        add(() -> new BigDecimal(new BigInteger(below(200), random), (int) number()), BigDecimal.class);
        add(() -> new UUID(random.nextLong(), random.nextLong()), UUID.class);
        add(() -> URI.create("x://h:" + below(9_999) + "/" + Long.toHexString(number()) + "?q#f"), URI.class);
        add(() -> pick(LOCALES), Locale.class);
        add(() -> pick(CURRENCIES), Currency.class);
        add(
                () -> {
                    byte[] bytes = new byte[below(40)];
                    random.nextBytes(bytes);
                    return ByteBuffer.wrap(bytes);
                },
                ByteBuffer.class);
    }

    private void addTimes() {
        add(this::instant, Instant.class);
        add(() -> Duration.ofSeconds(number(), below(1_000_000_000)), Duration.class);
        add(() -> Period.of((int) number(), (int) number(), (int) number()), Period.class);
        add(this::date, LocalDate.class);
        add(this::time, LocalTime.class);
        add(() -> LocalDateTime.of(date(), time()), LocalDateTime.class);
        add(() -> OffsetTime.of(time(), offset()), OffsetTime.class);
        add(() -> OffsetDateTime.of(date(), time(), offset()), OffsetDateTime.class);
        add(() -> ZonedDateTime.of(date(), time(), ZoneId.of(pick(ZONES))), ZonedDateTime.class);
        add(() -> random.nextBoolean() ? offset() : ZoneId.of(pick(ZONES)), ZoneId.class);
        add(this::offset, ZoneOffset.class);
        add(() -> Year.of(date().getYear()), Year.class);
        add(() -> YearMonth.from(date()), YearMonth.class);
        add(() -> MonthDay.from(date()), MonthDay.class);
        add(() -> DayOfWeek.of(1 + below(7)), DayOfWeek.class);
        add(() -> Month.of(1 + below(12)), Month.class);
    }

    private Instant instant() {
        long seconds = Math.floorMod(number(), Instant.MAX.getEpochSecond());
        return Instant.ofEpochSecond(random.nextBoolean() ? seconds : -seconds, below(1_000_000_000));
    }

    private LocalDate date() {
        long day = Math.floorMod(number(), LocalDate.MAX.toEpochDay() - 1);
        return LocalDate.ofEpochDay(random.nextBoolean() ? day : -day);
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(Math.floorMod(number(), LocalTime.MAX.toNanoOfDay()));
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(below(2 * 18 * 3600 + 1) - 18 * 3600);
    }
}
