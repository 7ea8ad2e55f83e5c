package io.tidewaiter.kql.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.kql.Diagnostic;
import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.golden.Fixture;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Texts that are long, deep, wide or odd: an answer or a diagnostic, in bounded time. */
class HostileQueriesTest {
    private static final KqlOptions OPTIONS = KqlOptions.at(Instant.parse("2031-05-07T00:00:00Z"));

    private static Compilation compile(String text) {
        return Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> Kql.compile(text, Fixture.schema(), OPTIONS));
    }

    private static Diagnostic refused(String text) {
        Compilation compilation = compile(text);
        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        Diagnostic diagnostic =
                ((Compilation.Refused) compilation).diagnostics().getFirst();
        assertThat(diagnostic.code()).as(diagnostic.message()).isNotEqualTo(Code.InternalTranslationError);
        assertThat(diagnostic.rendered(text)).hasSizeLessThan(2000);
        return diagnostic;
    }

    private static List<String> rows(String text) throws SQLException {
        Compilation compilation = compile(text);
        if (compilation instanceof Compilation.Refused(var diagnostics)) {
            throw new AssertionError(diagnostics.getFirst().rendered(text));
        }
        Translation translation = ((Compilation.Compiled) compilation).translation();
        try (Fixture fixture = new Fixture()) {
            return fixture.rows(translation.sql(), translation.columns());
        }
    }

    private static String repeated(int times, IntFunction<String> part, String separator) {
        return IntStream.range(0, times).mapToObj(part).collect(Collectors.joining(separator));
    }

    @Test
    void nestsTenThousandBracketsWithADiagnostic() {
        assertThat(refused("resources | where " + "(".repeat(10_000) + "1" + ")".repeat(10_000))
                        .code())
                .isEqualTo(Code.QueryTooComplex);
        assertThat(refused("print " + "[".repeat(10_000)).code()).isEqualTo(Code.QueryTooComplex);
        assertThat(refused("print dynamic(" + "[".repeat(10_000) + "]".repeat(10_000) + ")")
                        .code())
                .isEqualTo(Code.QueryTooComplex);
        assertThat(refused("print " + "-".repeat(100_000) + "1").code()).isEqualTo(Code.QueryTooComplex);
        assertThat(refused("print " + "- ".repeat(100_000) + "1").code()).isEqualTo(Code.QueryTooComplex);
        assertThat(refused("print " + "tostring(".repeat(10_000)).code()).isEqualTo(Code.QueryTooComplex);
    }

    @Test
    void takesAHundredBracketsDeep() throws SQLException {
        assertThat(rows("print x = " + "(".repeat(90) + "1" + ")".repeat(90))).containsExactly("1");
        assertThat(rows("print x = " + "tostring(".repeat(90) + "1" + ")".repeat(90)))
                .containsExactly("'1'");
    }

    @Test
    void refusesATextOfMoreThanAMegabyte() {
        assertThat(refused("print '" + "x".repeat(1 << 20) + "'").message()).contains("characters long");
        assertThat(refused(" ".repeat((1 << 20) + 1)).code()).isEqualTo(Code.QueryTooComplex);
    }

    @Test
    void readsAMegabyteOfString() throws SQLException {
        assertThat(rows("print strlen('" + "x".repeat(1_000_000) + "')")).containsExactly("1000000");
    }

    @Test
    void takesListsAndAlternativesOfTenThousand() throws SQLException {
        assertThat(rows("resources | where name in (" + repeated(10_000, i -> "'n" + i + "'", ",")
                        + ",'reg1') | count"))
                .containsExactly("1");
        assertThat(rows("resources | where " + repeated(2_000, i -> "name == 'n" + i + "'", " or ") + " | count"))
                .containsExactly("0");
    }

    @Test
    void refusesChainsThatAreTooLong() {
        assertThat(refused("print " + repeated(50_000, i -> "1", "+")).code()).isEqualTo(Code.QueryTooComplex);
        assertThat(refused("resources | project " + "properties" + ".a".repeat(50_000))
                        .code())
                .isEqualTo(Code.QueryTooComplex);
        assertThat(refused("resources" + " | where true".repeat(50_000)).code()).isEqualTo(Code.QueryTooComplex);
        assertThat(refused("resources" + repeated(20_000, i -> " | as hint.materialized=true T" + i, ""))
                        .code())
                .isEqualTo(Code.QueryTooComplex);
        assertThat(refused("union " + repeated(1000, i -> "resources", ",")).code())
                .isEqualTo(Code.QueryTooComplex);
        assertThat(refused("resources" + " | join resources on id".repeat(100)).code())
                .isEqualTo(Code.QueryTooComplex);
    }

    @Test
    void translatesLongPipelinesAndChains() throws SQLException {
        assertThat(rows("print x = " + repeated(200, i -> "1", "+"))).containsExactly("200");
        assertThat(rows("print x = 0" + " | extend x = x + 1".repeat(300))).containsExactly("300");
        assertThat(rows("resources" + " | where name != 'x'".repeat(400) + " | count"))
                .containsExactly("3");
    }

    @Test
    void takesAsManyOperatorsAsTheLimitsAllowWhateverTheStack() throws Exception {
        String text = "print x = 0" + " | extend x = x + 1".repeat(490);
        assertThat(rows(text)).containsExactly("490");
        FutureTask<List<String>> onLittle = new FutureTask<>(() -> {
            Compilation compilation = Kql.compile(text, Fixture.schema(), OPTIONS);
            assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
            Translation translation = ((Compilation.Compiled) compilation).translation();
            return List.of(translation.sqlOfPage(0, 10), translation.sqlOfCount(), translation.plan());
        });
        new Thread(null, onLittle, "little", 256 * 1024).start();
        assertThat(onLittle.get()).doesNotContain("");
    }

    @Test
    void refusesFunctionsThatDoubleWithEachCall() {
        String doubling = repeated(60, i -> "let f" + (i + 1) + " = (x:long) { f" + i + "(x) + f" + i + "(x) };", "\n");
        assertThat(refused("let f0 = (x:long) { x };\n" + doubling + "print f60(1)")
                        .code())
                .isEqualTo(Code.QueryTooComplex);
        String joins = repeated(60, i -> "let t" + (i + 1) + " = t" + i + " | union t" + i + ";", "\n");
        assertThat(refused("let t0 = resources;\n" + joins + "t60").code()).isEqualTo(Code.QueryTooComplex);
        String values = repeated(60, i -> "let v" + (i + 1) + " = strcat(v" + i + ", v" + i + ");", "\n");
        assertThat(compile("let v0 = 'x';\n" + values + "print v60")).isInstanceOf(Compilation.Refused.class);
    }

    @Test
    void knowsNoRecursion() {
        assertThat(refused("let f = (x:long) { f(x) }; print f(1)").code()).isEqualTo(Code.UnknownFunction);
        assertThat(refused("let T = T | take 1; T").code()).isEqualTo(Code.DisallowedLogicalTableName);
    }

    @Test
    void keepsSqlInsideStringsAsText() throws SQLException {
        String evil = "'; DROP TABLE t_resources; --";
        assertThat(rows("print x = \"" + evil + "\"")).containsExactly("'" + evil + "'");
        assertThat(rows("print ['a\"; DROP TABLE t_resources; --'] = 1")).containsExactly("1");
        assertThat(rows("resources | extend ['x\"y'] = name | where ['x\"y'] == 'reg1' | count"))
                .containsExactly("1");
        assertThat(rows("resources | where properties['a\"]); DROP TABLE x; --'] == 1 | count"))
                .containsExactly("0");
        assertThat(rows("resources | where tags['$1 $2 $* $order'] == '$1' or name == '$2' | count"))
                .containsExactly("0");
        assertThat(rows("print x = '$order $1 $*' | summarize make_list(x)")).containsExactly("[\"$order $1 $*\"]");
        assertThat(rows("print x = '\\u0000a' | extend n = strlen(x) | project n"))
                .containsExactly("2");
    }

    @Test
    void takesNullBytesAndSignsOfAllAlphabets() throws SQLException {
        assertThat(rows("print x = 'a\0b'| project strlen(x)")).containsExactly("3");
        assertThat(rows("print ['größe'] = 'ü', 日本 = '語'")).containsExactly("'ü' | '語'");
        assertThat(refused("print \uD800").code()).isEqualTo(Code.ParserFailure);
        assertThat(refused("print '\\uE0000\\uE001'").code()).isEqualTo(Code.InvalidLiteral);
        assertThat(refused("print \uE000").code()).isEqualTo(Code.ParserFailure);
    }

    @Test
    void refusesNumbersThatNoTypeHolds() {
        for (String number : List.of(
                "99999999999999999999",
                "0xFFFFFFFFFFFFFFFFFF",
                "int(3000000000)",
                "long(1e5)",
                "9999999999999d",
                "datetime(2020-13-45)",
                "guid(xyz)",
                "1".repeat(1000))) {
            assertThat(refused("print " + number).code()).as(number).isEqualTo(Code.InvalidLiteral);
        }
    }

    @Test
    void answersPatternsThatBacktrack() throws SQLException {
        assertThat(rows("print x = '" + "a".repeat(50_000) + "!' | where x matches regex '^(a+)+$' | count"))
                .containsExactly("0");
    }

    @Test
    void fitsToAMillionElementsWhatFitsIntoMemory() throws SQLException {
        assertThat(rows("let s = range(1, 1000000); print isnull(series_fit_poly_dynamic(s, s, 30)),"
                        + " isnull(series_fit_poly_dynamic(s, s, 3)), isnull(series_fit_2lines_dynamic(s))"))
                .containsExactly("true | false | false");
    }

    @Test
    void longTextsOfManyRowsEndWithAnError() {
        assertThatThrownBy(
                        () -> rows(
                                "range i from 1 to 2000 step 1 | project n = array_length(range(i, i + 900000)) | summarize sum(n)"))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(out of memory|takes too long).*"); // by the machine, which is first
    }

    @Test
    void whatTakesASecondARowEndsAfterSomeRows() {
        Assertions.assertTimeout(
                Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> rows("range i from 1 to 2000 step 1"
                                + " | extend s = range(i, i + 9000)"
                                + " | project n = series_fir(s, s, false) | summarize max(strlen(tostring(n)))"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("interrupted"));
    }

    @Test
    void pointsAtWhatIsWrong() {
        Diagnostic wrong = refused("resources\n| where name == 'x'\n| summarise count()");
        assertThat(wrong.line()).isEqualTo(3);
        assertThat(wrong.column()).isEqualTo(2);
        assertThat(wrong.token()).isEqualTo("summarise");
        assertThat(wrong.suggestion()).isEqualTo("summarize");
    }
}
