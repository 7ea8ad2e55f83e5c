package io.tidewaiter.kql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Argument;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.value.Ticks;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions of many random values, against the plainest Java that says the same. A failure prints its seed. */
class PropertiesTest {
    private static final long SEED = Long.getLong("kql.seed", System.nanoTime());
    private static final int ROWS = 2_000;
    private static Database database;
    private final Random random = new Random(SEED);

    @BeforeAll
    static void open() throws SQLException {
        System.out.println("seed " + SEED);
        database = new Database();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    private interface Maker {
        @Nullable
        Object make();
    }

    private Columns columns(List<KqlType> types, Maker... makers) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Maker maker : makers) {
                row.add(maker.make());
            }
            rows.add(row);
        }
        return new Columns(database, types, rows);
    }

    private static void assertSame(
            Columns columns, List<@Nullable Object> seen, Function<List<@Nullable Object>, @Nullable Object> plain) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Object expected = plain.apply(columns.rows().get(i));
            Object found = seen.get(i);
            boolean isSame = Objects.equals(expected, found);
            if (expected instanceof Number e && found instanceof Number s) {
                isSame = e.longValue() == s.longValue();
            }
            if (!isSame) {
                wrong.add(columns.rows().get(i) + " gives " + seen.get(i) + ", not " + expected);
            }
        }
        assertThat(wrong).as("seed " + SEED).isEmpty();
    }

    private @Nullable Object whole() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> Long.MAX_VALUE - random.nextInt(3);
            default -> (long) random.nextInt(41) - 20;
        };
    }

    private Object moment() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong(Ticks.DATETIME_MAX);
            case 1 -> Ticks.of(LocalDateTime.of(2024, 1 + random.nextInt(12), 1, 0, 0)) - random.nextInt(2);
            default -> Ticks.of(LocalDateTime.of(2020, 1, 1, 0, 0)) + random.nextLong(2000 * Ticks.DAY);
        };
    }

    private String text() {
        String letters = "aAbB-/. é1ß😀'\"";
        StringBuilder out = new StringBuilder();
        int[] points = letters.codePoints().toArray();
        for (int i = random.nextInt(8); i > 0; i--) {
            out.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return out.toString();
    }

    @Test
    void arithmeticIsExactOrNull() throws SQLException {
        Columns columns = columns(List.of(KqlType.LONG, KqlType.LONG), this::whole, this::whole);
        assertSame(columns, columns.operator("+"), r -> exact(r, Math::addExact));
        assertSame(columns, columns.operator("-"), r -> exact(r, Math::subtractExact));
        assertSame(columns, columns.operator("*"), r -> exact(r, Math::multiplyExact));
        assertSame(columns, columns.operator("/"), r -> exact(r, Math::divideExact));
    }

    private interface Exact {
        long of(long a, long b);
    }

    private static @Nullable Object exact(List<@Nullable Object> row, Exact operator) {
        try {
            return row.get(0) instanceof Long a && row.get(1) instanceof Long b ? (Long) operator.of(a, b) : null;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    @Test
    void remaindersAndBinsNeverGoUp() throws SQLException {
        Columns columns = columns(
                List.of(KqlType.LONG, KqlType.LONG),
                () -> (long) random.nextInt(2001) - 1000,
                () -> (long) random.nextInt(41) - 10);
        assertSame(columns, columns.operator("%"), r -> {
            long b = Math.abs((Long) Objects.requireNonNull(r.get(1)));
            return b == 0 ? null : (Object) Math.floorMod((Long) Objects.requireNonNull(r.get(0)), b);
        });
        assertSame(columns, columns.function("bin"), r -> {
            long step = (Long) Objects.requireNonNull(r.get(1));
            return step <= 0 ? null : (Object) (Math.floorDiv((Long) Objects.requireNonNull(r.get(0)), step) * step);
        });
    }

    @Test
    void comparisonsOfNullsAreThreeValued() throws SQLException {
        Columns columns = columns(List.of(KqlType.LONG, KqlType.LONG), this::whole, this::whole);
        assertSame(
                columns,
                columns.operator("=="),
                r -> r.get(0) == null && r.get(1) == null ? null : (Object) Objects.equals(r.get(0), r.get(1)));
        assertSame(
                columns,
                columns.operator("!="),
                r -> r.get(0) == null && r.get(1) == null ? null : (Object) !Objects.equals(r.get(0), r.get(1)));
        List<@Nullable Object> equal = columns.predicate("==");
        for (int i = 0; i < equal.size(); i++) {
            List<@Nullable Object> row = columns.rows().get(i);
            assertThat(Boolean.TRUE.equals(equal.get(i)))
                    .isEqualTo(row.get(0) != null && Objects.equals(row.get(0), row.get(1)));
        }
    }

    @Test
    void periodsBeginWhereTheCalendarSays() throws SQLException {
        Columns columns = columns(List.of(KqlType.DATETIME), this::moment);
        assertSame(columns, columns.function("startofday"), r -> Ticks.of(at(r).truncatedTo(ChronoUnit.DAYS)));
        assertSame(
                columns,
                columns.function("startofmonth"),
                r -> Ticks.of(day(r).with(TemporalAdjusters.firstDayOfMonth())));
        assertSame(
                columns,
                columns.function("startofyear"),
                r -> Ticks.of(day(r).with(TemporalAdjusters.firstDayOfYear())));
        assertSame(
                columns,
                columns.function("endofmonth"),
                r -> Ticks.of(day(r).with(TemporalAdjusters.firstDayOfMonth()).plusMonths(1)) - 1);
        assertSame(columns, columns.function("getyear"), r -> at(r).getYear());
        assertSame(columns, columns.function("monthofyear"), r -> at(r).getMonthValue());
        assertSame(columns, columns.function("dayofyear"), r -> at(r).getDayOfYear());
        assertSame(columns, columns.function("week_of_year"), r -> at(r).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        assertSame(
                columns,
                columns.function("dayofweek"),
                r -> at(r).getDayOfWeek().getValue() % 7 * Ticks.DAY);
        assertSame(
                columns,
                columns.function("tostring"),
                r -> at(r).format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'")));
    }

    @Test
    void weeksBeginWithSunday() throws SQLException {
        Columns columns = columns(List.of(KqlType.DATETIME), () -> 10 * Ticks.DAY + (Long) moment() / 2);
        assertSame(
                columns,
                columns.function("startofweek"),
                r -> Ticks.of(day(r).with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY))));
    }

    private static LocalDateTime at(List<@Nullable Object> row) {
        return Ticks.moment((Long) Objects.requireNonNull(row.get(0)));
    }

    private static LocalDateTime day(List<@Nullable Object> row) {
        return at(row).truncatedTo(ChronoUnit.DAYS);
    }

    @Test
    void differencesCountTheBoundariesBetween() throws SQLException {
        Columns columns = columns(List.of(KqlType.DATETIME, KqlType.DATETIME), this::moment, this::moment);
        for (ChronoUnit unit : List.of(
                ChronoUnit.YEARS,
                ChronoUnit.MONTHS,
                ChronoUnit.DAYS,
                ChronoUnit.HOURS,
                ChronoUnit.MINUTES,
                ChronoUnit.SECONDS)) {
            String part = unit.name().toLowerCase(Locale.ROOT).replaceFirst("s$", "");
            assertSame(
                    columns,
                    columns.function("datetime_diff", part),
                    r -> unit.between(cut(r.get(1), unit), cut(r.get(0), unit)));
        }
    }

    private static LocalDateTime cut(@Nullable Object ticks, ChronoUnit unit) {
        LocalDateTime moment = Ticks.moment((Long) Objects.requireNonNull(ticks));
        return switch (unit) {
            case YEARS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case MONTHS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            default -> moment.truncatedTo(unit);
        };
    }

    @Test
    void timesSurviveTheirText() {
        for (int i = 0; i < ROWS; i++) {
            long ticks = (Long) moment();
            assertThat(Ticks.parseDatetime(Ticks.datetimeText(ticks))).hasValue(ticks);
            long span = random.nextLong(1000 * Ticks.DAY) - 500 * Ticks.DAY;
            assertThat(Ticks.parseTimespan(Ticks.timespanText(span))).hasValue(span);
        }
    }

    @Test
    void termsAreFoundAsWholeWords() throws SQLException {
        Columns columns = columns(
                List.of(KqlType.STRING, KqlType.STRING), this::text, () -> text().replaceAll("^(.{0,4}).*$", "$1"));
        assertSame(columns, columns.operator("has"), r -> has(lower(r.get(0)), lower(r.get(1))));
        assertSame(columns, columns.operator("has_cs"), r -> has((String) r.get(0), (String) r.get(1)));
        assertSame(columns, columns.operator("!has"), r -> !has(lower(r.get(0)), lower(r.get(1))));
        assertSame(columns, columns.operator("contains"), r -> lower(r.get(0)).contains(lower(r.get(1))));
        assertSame(columns, columns.operator("startswith"), r -> lower(r.get(0)).startsWith(lower(r.get(1))));
        assertSame(columns, columns.operator("endswith"), r -> lower(r.get(0)).endsWith(lower(r.get(1))));
        assertSame(columns, columns.operator("=~"), r -> lower(r.get(0)).equals(lower(r.get(1))));
    }

    @Test
    void aLiteralTermIsFoundAsOneOfARow() throws SQLException {
        Columns columns = columns(List.of(KqlType.STRING), this::text);
        for (int i = 0; i < 60; i++) {
            String term = text();
            String literal = "'" + term.replace("'", "''") + "'";
            Object count = database.query("(SELECT count(*) FILTER (WHERE " + constantHas(term, literal)
                    + ") = count(*) FILTER (WHERE kql_has(a, " + literal + ", 'BOTH')) FROM r)");
            assertThat(count).as("seed %d, term %s", SEED, term).isEqualTo(true);
        }
        assertThat(columns.rows()).hasSize(ROWS);
    }

    private static String constantHas(String term, String literal) {
        return ((Resolved) FunctionTable.operator(
                        "has", List.of(Argument.of(KqlType.STRING), Argument.constant(KqlType.STRING, term))))
                .sql(List.of("a", literal));
    }

    private static String lower(@Nullable Object text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }

    /** Cut both into runs of letters and digits and single other characters; the term's must follow each other. */
    private static boolean has(@Nullable String text, @Nullable String term) {
        return Collections.indexOfSubList(pieces(String.valueOf(text)), pieces(String.valueOf(term))) >= 0;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        boolean isWord = false;
        for (int c : text.codePoints().toArray()) {
            boolean isLetter = Character.isLetterOrDigit(c);
            if (isLetter && isWord) {
                pieces.set(pieces.size() - 1, pieces.getLast() + Character.toString(c));
            } else {
                pieces.add(Character.toString(c));
            }
            isWord = isLetter;
        }
        return pieces;
    }

    @Test
    void textsAreMeasuredAndCutByCharacters() throws SQLException {
        Columns columns = columns(
                List.of(KqlType.STRING, KqlType.LONG, KqlType.LONG), this::text, () -> (long) random.nextInt(9), () ->
                        (long) random.nextInt(9));
        assertSame(columns, columns.function("substring"), r -> {
            int[] points = String.valueOf(r.get(0)).codePoints().toArray();
            int start = (int) Math.min(points.length, (Long) Objects.requireNonNull(r.get(1)));
            int end = (int) Math.min(points.length, start + (Long) Objects.requireNonNull(r.get(2)));
            return new String(points, start, end - start);
        });
        Columns one = columns(List.of(KqlType.STRING), this::text);
        assertSame(
                one,
                one.function("strlen"),
                r -> String.valueOf(r.get(0))
                        .codePointCount(0, String.valueOf(r.get(0)).length()));
        assertSame(one, one.function("isempty"), r -> String.valueOf(r.get(0)).isEmpty());
    }

    @Test
    void textsAreSearchedAndReplacedLiterally() throws SQLException {
        Columns columns =
                columns(List.of(KqlType.STRING, KqlType.STRING), this::text, () -> text().replaceAll("^(.).*$", "$1"));
        assertSame(columns, columns.function("indexof"), r -> {
            int at = String.valueOf(r.get(0)).indexOf(String.valueOf(r.get(1)));
            return at < 0 ? at : String.valueOf(r.get(0)).codePointCount(0, at);
        });
        assertSame(columns, columns.function("strcat"), r -> String.valueOf(r.get(0)) + r.get(1));
        Columns three =
                columns(List.of(KqlType.STRING, KqlType.STRING, KqlType.STRING), this::text, () -> "b", this::text);
        assertSame(
                three,
                three.function("replace_string"),
                r -> String.valueOf(r.get(0)).replace("b", String.valueOf(r.get(2))));
    }

    @Test
    void numbersAreReadOrNull() throws SQLException {
        Columns columns = columns(List.of(KqlType.STRING), () -> switch (random.nextInt(4)) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> random.nextLong() + "0";
            case 2 -> text();
            default -> Integer.toString(random.nextInt(100));
        });
        assertSame(columns, columns.function("tolong"), r -> {
            try {
                return Long.valueOf(String.valueOf(r.get(0)).strip());
            } catch (NumberFormatException e) {
                return null;
            }
        });
    }
}
