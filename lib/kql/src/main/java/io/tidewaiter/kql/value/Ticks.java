package io.tidewaiter.kql.value;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as the language counts them: ticks of 100 ns, datetimes from 0001-01-01T00:00:00Z on. */
public final class Ticks {
    /** Of a second. */
    public static final long SECOND = 10_000_000L;
    /** Of a day. */
    public static final long DAY = 86_400 * SECOND;
    /** Of the last moment of the year 9999. */
    public static final long DATETIME_MAX = 3_155_378_975_999_999_999L;

    private static final long EPOCH_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final int TEXT_CHARS_MAX = 64;
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4})-(\\d{1,2})(?:-(\\d{1,2}))?(?:(?:[Tt]| +)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?)?"
                    + " *([Zz]|[+-]\\d{2}:?\\d{2}|UTC|GMT)?");
    private static final Pattern TIMESPAN =
            Pattern.compile("(-)?(?:(\\d{1,8})(?:\\.|:(?=\\d+:\\d+:\\d)))?(\\d{1,2}):(\\d{1,2})"
                    + "(?::(\\d{1,2})(?:\\.(\\d{1,9})\\d*)?)?");
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?) *([a-z]+)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("d", DAY),
            Map.entry("day", DAY),
            Map.entry("days", DAY),
            Map.entry("h", 3600 * SECOND),
            Map.entry("hr", 3600 * SECOND),
            Map.entry("hrs", 3600 * SECOND),
            Map.entry("hour", 3600 * SECOND),
            Map.entry("hours", 3600 * SECOND),
            Map.entry("m", 60 * SECOND),
            Map.entry("min", 60 * SECOND),
            Map.entry("minute", 60 * SECOND),
            Map.entry("minutes", 60 * SECOND),
            Map.entry("s", SECOND),
            Map.entry("sec", SECOND),
            Map.entry("second", SECOND),
            Map.entry("seconds", SECOND),
            Map.entry("ms", SECOND / 1000),
            Map.entry("milli", SECOND / 1000),
            Map.entry("millis", SECOND / 1000),
            Map.entry("millisec", SECOND / 1000),
            Map.entry("millisecond", SECOND / 1000),
            Map.entry("milliseconds", SECOND / 1000),
            Map.entry("micro", 10L),
            Map.entry("micros", 10L),
            Map.entry("microsec", 10L),
            Map.entry("microsecond", 10L),
            Map.entry("microseconds", 10L),
            Map.entry("tick", 1L),
            Map.entry("ticks", 1L));
    /** The first year of two digits (RFC 5280, 4.1.2.5.1). */
    private static final int YEAR_OF_TWO_DIGITS = 1950;

    private static final String DAY_NAME = "[EEEE, ][EEE, ]";
    private static final String CLOCK = "[ H:mm[:ss]]";
    private static final List<DateTimeFormatter> OTHERS = List.of(
            format(DAY_NAME + "d MMM ", CLOCK),
            format(DAY_NAME + "d-MMM-", CLOCK),
            format("EEE MMM d HH:mm:ss uuuu"),
            format("M/d/uuuu" + CLOCK),
            format("M-d-uuuu" + CLOCK),
            format("M.d.uuuu" + CLOCK),
            format("MMM d, uuuu" + CLOCK),
            format("uuuuMMdd"),
            format("uuuu/M/d" + CLOCK),
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("M/d/uuuu h:mm[:ss] a")
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT));

    private Ticks() {}

    /** A pattern that may leave out the time. */
    private static DateTimeFormatter format(String pattern) {
        return midnight(new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern));
    }

    /** The same, with a year of four or two digits in between. */
    private static DateTimeFormatter format(String before, String after) {
        return midnight(new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(before)
                .appendValueReduced(ChronoField.YEAR, 2, 4, YEAR_OF_TWO_DIGITS)
                .appendPattern(after));
    }

    private static DateTimeFormatter midnight(DateTimeFormatterBuilder builder) {
        return builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Ticks of a moment without zone, taken as UTC. */
    public static long of(LocalDateTime moment) {
        return (moment.toLocalDate().toEpochDay() - EPOCH_DAY) * DAY
                + moment.toLocalTime().toNanoOfDay() / 100;
    }

    /** The moment in UTC; of ticks from 0 to {@link #DATETIME_MAX}. */
    public static LocalDateTime moment(long ticks) {
        return LocalDate.ofEpochDay(Math.floorDiv(ticks, DAY) + EPOCH_DAY)
                .atStartOfDay()
                .plusNanos(Math.floorMod(ticks, DAY) * 100);
    }

    /** Whether the ticks are those of a moment of the years 1 to 9999. */
    public static boolean isDatetime(long ticks) {
        return ticks >= 0 && ticks <= DATETIME_MAX;
    }

    /** Reads a datetime in the forms of ISO 8601, RFC 822 and 850, and a few more; empty where it is none. */
    public static OptionalLong parseDatetime(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > TEXT_CHARS_MAX) {
            return OptionalLong.empty();
        }
        Matcher m = ISO.matcher(trimmed);
        try {
            if (m.matches()) {
                return inRange(iso(m));
            }
            if (trimmed.matches("\\d{4}")) {
                return inRange(of(LocalDate.of(Integer.parseInt(trimmed), 1, 1).atStartOfDay()));
            }
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
        return other(trimmed);
    }

    private static long iso(Matcher m) {
        LocalDateTime moment = LocalDateTime.of(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                number(m.group(3), 1),
                number(m.group(4), 0),
                number(m.group(5), 0),
                number(m.group(6), 0));
        return of(moment) + fraction(m.group(7)) - offset(m.group(8));
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 7));
    }

    private static long offset(@Nullable String zone) {
        if (zone == null || !(zone.startsWith("+") || zone.startsWith("-"))) {
            return 0;
        }
        String digits = zone.replace(":", "");
        int minutes = Integer.parseInt(digits.substring(1, 3)) * 60 + Integer.parseInt(digits.substring(3, 5));
        return (zone.startsWith("-") ? -60L : 60L) * minutes * SECOND;
    }

    private static OptionalLong other(String text) {
        String bare = text.replaceFirst(" *(?:Z|UTC|GMT)$", "");
        for (DateTimeFormatter format : OTHERS) {
            ParsePosition end = new ParsePosition(0);
            // an exception for each that does not fit would be slow
            if (format.parseUnresolved(bare, end) != null && end.getIndex() == bare.length()) {
                try {
                    return inRange(of(LocalDateTime.parse(bare, format)));
                } catch (DateTimeParseException e) {
                    // no day of the calendar
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong inRange(long ticks) {
        return isDatetime(ticks) ? OptionalLong.of(ticks) : OptionalLong.empty();
    }

    /** Reads a timespan: {@code [-][d.]hh:mm[:ss[.fffffff]]}, {@code 1.5h}, or a number of days. */
    public static OptionalLong parseTimespan(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > TEXT_CHARS_MAX) {
            return OptionalLong.empty();
        }
        Matcher m = TIMESPAN.matcher(trimmed);
        if (m.matches()) {
            return clock(m);
        }
        Matcher q = QUANTITY.matcher(trimmed.toLowerCase(Locale.ROOT));
        if (q.matches() && UNITS.containsKey(q.group(2))) {
            return scaled(q.group(1), UNITS.get(q.group(2)));
        }
        return trimmed.matches("-?\\d+") ? scaled(trimmed, DAY) : OptionalLong.empty();
    }

    /** Ticks of a unit of the language's timespan literals ({@code d}, {@code hours}, {@code ms}…), in lower case. */
    public static OptionalLong unit(String name) {
        Long ticks = UNITS.get(name);
        return ticks == null ? OptionalLong.empty() : OptionalLong.of(ticks);
    }

    private static OptionalLong clock(Matcher m) {
        long days = m.group(2) == null ? 0 : Long.parseLong(m.group(2));
        int hours = Integer.parseInt(m.group(3));
        int minutes = Integer.parseInt(m.group(4));
        int seconds = number(m.group(5), 0);
        if (hours > 23 || minutes > 59 || seconds > 59 || days > 10_675_199) {
            return OptionalLong.empty();
        }
        long ticks = days * DAY + (hours * 3600L + minutes * 60L + seconds) * SECOND + fraction(m.group(6));
        return ticks < 0 ? OptionalLong.empty() : OptionalLong.of(m.group(1) == null ? ticks : -ticks);
    }

    private static OptionalLong scaled(String number, long unit) {
        double ticks = Double.parseDouble(number) * unit;
        return Math.abs(ticks) < Long.MAX_VALUE ? OptionalLong.of(Math.round(ticks)) : OptionalLong.empty();
    }

    /** {@code 2030-01-02T03:04:05.0000000Z}; of ticks from 0 to {@link #DATETIME_MAX}. */
    public static String datetimeText(long ticks) {
        LocalDateTime moment = moment(ticks);
        StringBuilder out = new StringBuilder(28);
        digits(out, moment.getYear(), 4).append('-');
        digits(out, moment.getMonthValue(), 2).append('-');
        digits(out, moment.getDayOfMonth(), 2).append('T');
        clock(out, Math.floorMod(ticks, DAY) / SECOND);
        out.append('.');
        return digits(out, Math.floorMod(ticks, SECOND), 7).append('Z').toString();
    }

    /** {@code [-][d.]hh:mm:ss[.fffffff]}. */
    public static String timespanText(long ticks) {
        StringBuilder out = new StringBuilder(26);
        if (ticks < 0) {
            out.append('-');
        }
        // the most negative number has no positive twin; remainders of the negative are used instead
        long days = Math.abs(ticks / DAY);
        if (days > 0) {
            out.append(days).append('.');
        }
        clock(out, Math.abs(ticks % DAY) / SECOND);
        long fraction = Math.abs(ticks % SECOND);
        if (fraction > 0) {
            out.append('.');
            digits(out, fraction, 7);
        }
        return out.toString();
    }

    private static void clock(StringBuilder out, long seconds) {
        digits(out, seconds / 3600, 2).append(':');
        digits(out, seconds / 60 % 60, 2).append(':');
        digits(out, seconds % 60, 2);
    }

    private static StringBuilder digits(StringBuilder out, long number, int width) {
        String text = Long.toString(number);
        for (int i = text.length(); i < width; i++) {
            out.append('0');
        }
        return out.append(text);
    }
}
