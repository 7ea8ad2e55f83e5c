package io.tidewaiter.kql.function.time;

import io.tidewaiter.kql.value.Ticks;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in the formats of {@code format_datetime} and {@code format_timespan}; what is no specifier stays as it is. */
final class TimeFormat {
    private static final int FORMAT_CHARS_MAX = 1024;

    private TimeFormat() {}

    /** Writes one run of equal letters. */
    private interface Field {
        void write(char letter, int count, StringBuilder out);
    }

    static @Nullable String datetime(long ticks, String format) {
        if (!Ticks.isDatetime(ticks) || format.length() > FORMAT_CHARS_MAX) {
            return null;
        }
        LocalDateTime moment = Ticks.moment(ticks);
        return format(format, "yMdhHmsfFt", (letter, count, out) -> {
            switch (letter) {
                case 'y' -> pad(out, count <= 2 ? moment.getYear() % 100 : moment.getYear(), count);
                case 'M' -> {
                    if (count >= 3) {
                        out.append(moment.getMonth()
                                .getDisplayName(count == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.ENGLISH));
                    } else {
                        pad(out, moment.getMonthValue(), count);
                    }
                }
                case 'd' -> {
                    if (count >= 3) {
                        out.append(moment.getDayOfWeek()
                                .getDisplayName(count == 3 ? TextStyle.SHORT : TextStyle.FULL, Locale.ENGLISH));
                    } else {
                        pad(out, moment.getDayOfMonth(), count);
                    }
                }
                case 'h' -> pad(out, (moment.getHour() + 11) % 12 + 1, count);
                case 't' -> out.append(moment.getHour() < 12 ? "AM" : "PM", 0, Math.min(count, 2));
                default -> clock(letter, count, ticks % Ticks.DAY, out);
            }
        });
    }

    static @Nullable String timespan(long ticks, String format) {
        if (ticks == Long.MIN_VALUE || format.length() > FORMAT_CHARS_MAX) {
            return null;
        }
        long absolute = Math.abs(ticks);
        String text = format(format, "dhHmsfF", (letter, count, out) -> {
            if (letter == 'd') {
                pad(out, absolute / Ticks.DAY, count);
            } else {
                clock(letter == 'h' ? 'H' : letter, count, absolute % Ticks.DAY, out);
            }
        });
        return ticks < 0 ? "-" + text : text;
    }

    private static void clock(char letter, int count, long ticksOfDay, StringBuilder out) {
        long seconds = ticksOfDay / Ticks.SECOND;
        switch (letter) {
            case 'H' -> pad(out, seconds / 3600, count);
            case 'm' -> pad(out, seconds / 60 % 60, count);
            case 's' -> pad(out, seconds % 60, count);
            default -> fraction(letter, count, ticksOfDay % Ticks.SECOND, out);
        }
    }

    private static void fraction(char letter, int count, long ticks, StringBuilder out) {
        StringBuilder digits = new StringBuilder();
        pad(digits, ticks, 7);
        digits.setLength(Math.min(count, 7));
        if (letter == 'F') {
            while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
                digits.setLength(digits.length() - 1);
            }
        }
        out.append(digits);
    }

    private static String format(String format, String letters, Field field) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); ) {
            char letter = format.charAt(i);
            int end = i + 1;
            while (end < format.length() && format.charAt(end) == letter) {
                end++;
            }
            if (letters.indexOf(letter) >= 0) {
                field.write(letter, end - i, out);
            } else {
                out.append(format, i, end);
            }
            i = end;
        }
        return out.toString();
    }

    private static void pad(StringBuilder out, long number, int width) {
        String digits = Long.toString(number);
        out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
