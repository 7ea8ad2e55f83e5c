package io.tidewaiter.kql.syntax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of literals as ticks of 100 ns: points since 0001-01-01T00:00:00Z, and spans. */
public final class Ticks {
    public static final long PER_SECOND = 10_000_000L;
    public static final long PER_DAY = 86_400L * PER_SECOND;
    private static final long EPOCH_SECONDS = LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);

    private static final Pattern POINT = Pattern.compile(
            "(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?(?:[T ]+(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POINT_US = Pattern.compile(
            "(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7}))?)?\\s*(AM|PM)?)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPAN =
            Pattern.compile("([+-])?(?:(\\d{1,8})[.:])?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");
    private static final Pattern COUNTED = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", PER_DAY),
            Map.entry("d", PER_DAY),
            Map.entry("day", PER_DAY),
            Map.entry("h", 3600 * PER_SECOND),
            Map.entry("hr", 3600 * PER_SECOND),
            Map.entry("hour", 3600 * PER_SECOND),
            Map.entry("m", 60 * PER_SECOND),
            Map.entry("min", 60 * PER_SECOND),
            Map.entry("minute", 60 * PER_SECOND),
            Map.entry("s", PER_SECOND),
            Map.entry("sec", PER_SECOND),
            Map.entry("second", PER_SECOND),
            Map.entry("ms", 10_000L),
            Map.entry("milli", 10_000L),
            Map.entry("millisec", 10_000L),
            Map.entry("millisecond", 10_000L),
            Map.entry("micro", 10L),
            Map.entry("microsec", 10L),
            Map.entry("microsecond", 10L),
            Map.entry("tick", 1L));

    private Ticks() {}

    /** The ticks of an instant. */
    public static long of(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECONDS) * PER_SECOND + instant.getNano() / 100;
    }

    /** A point in time as people write it; empty where it is none. */
    public static OptionalLong point(String text) {
        Matcher iso = POINT.matcher(text.strip());
        try {
            if (iso.matches()) {
                long second = LocalDateTime.of(
                                number(iso.group(1), 1),
                                number(iso.group(2), 1),
                                number(iso.group(3), 1),
                                number(iso.group(4), 0),
                                number(iso.group(5), 0),
                                number(iso.group(6), 0))
                        .toEpochSecond(offset(iso.group(8)));
                return ranged((second - EPOCH_SECONDS) * PER_SECOND + fraction(iso.group(7)));
            }
            Matcher us = POINT_US.matcher(text.strip());
            if (us.matches()) {
                int hour = number(us.group(4), 0);
                if (us.group(8) != null) {
                    hour = hour % 12 + (us.group(8).equalsIgnoreCase("PM") ? 12 : 0);
                }
                long second = LocalDateTime.of(
                                number(us.group(3), 1),
                                number(us.group(1), 1),
                                number(us.group(2), 1),
                                hour,
                                number(us.group(5), 0),
                                number(us.group(6), 0))
                        .toEpochSecond(ZoneOffset.UTC);
                return ranged((second - EPOCH_SECONDS) * PER_SECOND + fraction(us.group(7)));
            }
        } catch (DateTimeException notATime) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** A span: {@code 1.02:03:04.5}, {@code 1d}, {@code 2} (days); empty where it is none. */
    public static OptionalLong span(String text) {
        Matcher clock = SPAN.matcher(text.strip());
        if (clock.matches()) {
            long seconds = number(clock.group(2), 0) * 86_400L
                    + number(clock.group(3), 0) * 3600L
                    + number(clock.group(4), 0) * 60L
                    + number(clock.group(5), 0);
            long ticks = seconds * PER_SECOND + fraction(clock.group(6));
            return OptionalLong.of("-".equals(clock.group(1)) ? -ticks : ticks);
        }
        Matcher counted = COUNTED.matcher(text.strip());
        if (!counted.matches()) {
            return OptionalLong.empty();
        }
        String unit = counted.group(2).toLowerCase(Locale.ROOT);
        BigDecimal count = new BigDecimal(counted.group(1));
        if (unit.startsWith("nano")) {
            return whole(count.movePointLeft(2));
        }
        Long ticks = UNITS.get(unit);
        if (ticks == null && unit.endsWith("s")) {
            ticks = UNITS.get(unit.substring(0, unit.length() - 1));
        }
        return ticks == null ? OptionalLong.empty() : whole(count.multiply(BigDecimal.valueOf(ticks)));
    }

    private static OptionalLong whole(BigDecimal ticks) {
        BigDecimal whole = ticks.setScale(0, RoundingMode.DOWN);
        return whole.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(whole.longValue());
    }

    private static OptionalLong ranged(long ticks) {
        return ticks < 0 ? OptionalLong.empty() : OptionalLong.of(ticks);
    }

    private static int number(String digits, int missing) {
        return digits == null ? missing : Integer.parseInt(digits);
    }

    private static long fraction(String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "0000000").substring(0, 7));
    }

    private static ZoneOffset offset(String zone) {
        if (zone == null || !(zone.startsWith("+") || zone.startsWith("-"))) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.of(zone.contains(":") ? zone : zone.substring(0, 3) + ":" + zone.substring(3));
    }
}
