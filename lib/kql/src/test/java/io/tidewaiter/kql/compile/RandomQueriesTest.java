package io.tidewaiter.kql.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.golden.Fixture;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Queries put together by chance, from all operators and functions, with arguments of any type: each is refused with a
 * reason, or DuckDB runs it. {@code -Dkql.seed} and {@code -Dkql.queries} repeat and lengthen a run.
 */
class RandomQueriesTest {
    private static final List<String> COLUMNS = List.of(
            "name",
            "id",
            "type",
            "properties",
            "tags",
            "properties.status.code",
            "properties.additionalData.score",
            "properties.additionalData.cve",
            "properties['additionalData']['patchable']",
            "tags.env",
            "subscriptionId",
            "properties.timeGenerated",
            "x",
            "y");
    private static final List<String> LITERALS = List.of(
            "1",
            "-5",
            "0",
            "2.5",
            "real(nan)",
            "'a'",
            "''",
            "'High'",
            "'[1,2]'",
            "true",
            "false",
            "1d",
            "2h",
            "datetime(2031-05-06)",
            "datetime(null)",
            "int(null)",
            "long(9223372036854775807)",
            "dynamic([1,'a',null])",
            "dynamic({'a':{'b':1}})",
            "dynamic(null)",
            "guid(74be27de-1e4e-49d9-b579-fe0b331d3642)",
            "decimal(1.25)",
            "@'(a|b)+'",
            "'\\u0000'",
            "'ß%_'",
            "int(7)",
            "typeof(long)");
    private static final List<String> BINARY = List.of(
            "==",
            "!=",
            "=~",
            "!~",
            "<",
            "<=",
            ">",
            ">=",
            "+",
            "-",
            "*",
            "/",
            "%",
            "and",
            "or",
            "has",
            "!has",
            "has_cs",
            "contains",
            "!contains_cs",
            "startswith",
            "!startswith_cs",
            "endswith",
            "hasprefix",
            "hassuffix",
            "matches regex");
    private static final List<String> KINDS = List.of(
            "innerunique",
            "inner",
            "leftouter",
            "rightouter",
            "fullouter",
            "leftsemi",
            "leftanti",
            "rightsemi",
            "rightanti");

    private final long seed = Long.getLong("kql.seed", 20310507L);
    private final Random random = new Random(seed);

    @Test
    void everyQueryRunsOrIsRefusedWithAReason() throws SQLException {
        int queries = Integer.getInteger("kql.queries", 80);
        List<String> problems = new ArrayList<>();
        int ran = 0;
        try (Fixture fixture = new Fixture()) {
            for (int i = 0; i < queries; i++) {
                String query = query(problems);
                if (translated(query, problems).isPresent()) {
                    ran++;
                    run(fixture, query, translated(query, problems).get(), problems);
                }
            }
        }
        assertThat(problems).as("seed " + seed + ", " + ran + " ran").isEmpty();
        assertThat(ran).isGreaterThan(queries / 2);
    }

    private static Optional<Translation> translated(String query, List<String> problems) {
        return switch (Kql.compile(query, Fixture.schema(), KqlOptions.at(Instant.parse("2031-05-07T00:00:00Z")))) {
            case Compilation.Refused(var diagnostics) -> {
                if (diagnostics.getFirst().code() == Code.InternalTranslationError) {
                    problems.add(query + "\n  " + diagnostics.getFirst().message());
                }
                yield Optional.empty();
            }
            case Compilation.Compiled(Translation translation) -> Optional.of(translation);
        };
    }

    private static void run(Fixture fixture, String query, Translation translation, List<String> problems) {
        String sql = translation.sql();
        try {
            fixture.rows(sql, translation.columns());
            sql = translation.sqlOfCount();
            fixture.rows(sql, List.of(new OutputColumn("n", io.tidewaiter.kql.KqlType.LONG)));
            sql = translation.sqlOfPage(0, 2);
            fixture.rows(sql, translation.columns());
        } catch (SQLException | RuntimeException refused) {
            problems.add(query + "\n  " + refused.getMessage() + "\n  " + sql);
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Operators are added as long as the whole is a query. */
    private String query(List<String> problems) {
        String query = any(List.of(
                "securityresources",
                "resources",
                "resourcecontainers",
                "union resources, securityresources",
                "range x from 1 to 3 step 1 | extend name = tostring(x), properties = dynamic({'a':1})"));
        int operators = 2 + random.nextInt(4);
        for (int i = 0; i < operators * 3; i++) {
            String operator = i < 6 ? "extend " + any(List.of("x", "y")) + " = " + expression(2) : operator();
            String longer = query + "\n| " + operator;
            if (translated(longer, problems).isPresent()) {
                query = longer;
            }
        }
        return query;
    }

    private String operator() {
        return switch (random.nextInt(22)) {
            case 0, 1 -> "where " + expression(3);
            case 2 -> "extend z" + random.nextInt(3) + " = " + expression(3) + ", " + expression(2);
            case 3 -> "project name, x, y, " + expression(3);
            case 4, 5 -> "summarize " + aggregate() + ", a = " + aggregate() + " by " + expression(2);
            case 6 -> "summarize " + aggregate();
            case 7 -> "distinct " + expression(2) + ", " + expression(1);
            case 8 -> "top 3 by " + expression(2) + (random.nextBoolean() ? " asc nulls last" : "");
            case 9 -> "sort by " + expression(2) + " asc, " + expression(1);
            case 10 -> "take " + random.nextInt(4);
            case 11 ->
                "join kind=" + any(KINDS) + " (" + "resources | extend x = " + expression(1) + ") on "
                        + any(List.of("name", "subscriptionId", "x", "$left.x == $right.x", "tags"));
            case 12 ->
                "mv-expand " + any(List.of("", "with_itemindex=i ", "bagexpansion=array ")) + "x"
                        + any(List.of("", " to typeof(long)", ", y", " limit 1"));
            case 13 ->
                "mv-apply x on ("
                        + any(List.of(
                                "where isnotnull(x)", "summarize s = count()", "top 1 by tostring(x)", "extend w = 1"))
                        + ")";
            case 14 -> "parse " + expression(1) + " with * '/' a:long '/' b *";
            case 15 -> "union (resources | extend x = " + expression(1) + ")";
            case 16 -> "serialize rn = row_number(), p = prev(x), s = next(y, 1)";
            case 17 -> "make-series count() default=0 on " + expression(1) + " step 1 by name";
            case 18 -> "project-away " + any(List.of("x", "t*", "properties"));
            case 19 -> "count";
            case 20 -> "top-nested 2 of " + expression(1) + " by count()";
            default -> "where * has 'reg1' or " + expression(2);
        };
    }

    private String aggregate() {
        AggregateFunction function = any(FunctionTable.aggregates());
        return call(function.name(), random.nextInt(3));
    }

    private String call(String name, int arguments) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < arguments; i++) {
            texts.add(expression(1));
        }
        return name + "(" + String.join(", ", texts) + ")";
    }

    private String expression(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return random.nextInt(3) == 0 ? any(LITERALS) : any(COLUMNS);
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> "(" + expression(depth - 1) + " " + any(BINARY) + " " + expression(depth - 1) + ")";
            case 2 ->
                "(" + expression(depth - 1) + any(List.of(" in (", " !in~ (", " has_any (")) + expression(depth - 1)
                        + ", 'a'))";
            case 3 -> "(" + expression(depth - 1) + " between (" + expression(0) + " .. " + expression(0) + "))";
            case 4 -> expression(0) + "[" + any(List.of("0", "-1", "'a'", "x")) + "]";
            default -> {
                ScalarFunction function = any(FunctionTable.scalars());
                int parameters = function.signatures().isEmpty()
                        ? 1
                        : any(function.signatures()).parameters().size();
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < parameters; i++) {
                    texts.add(expression(depth - 1));
                }
                yield function.name() + "(" + String.join(", ", texts) + ")";
            }
        };
    }
}
