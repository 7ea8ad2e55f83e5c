package io.tidewaiter.kql.function.operator;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Template;
import io.tidewaiter.kql.function.text.Regexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Operators on strings other than those on terms. Whatever is not a string is compared by its text. */
final class TextOperators {
    private static final String GROUP = "Strings";

    private TextOperators() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        all.add(pair("=~", "Equal without regard to case.")
                .written(call ->
                        "(" + lower(call, 0, call.isPredicate()) + " = " + lower(call, 1, call.isPredicate()) + ")")
                .example("'Healthy' =~ 'healthy'", "true")
                .example("dynamic({'a':true}).a =~ 'TRUE'", "true")
                .done());
        all.add(pair("!~", "Not equal, without regard to case.")
                .written(call -> "(" + lower(call, 0, false) + " <> " + lower(call, 1, false) + ")")
                .example("'a' !~ 'A'", "false")
                .done());
        both(all, "contains", "contains", "Has the string anywhere within.", "'Debian 12' %s 'BIAN'");
        both(all, "startswith", "starts_with", "Begins with the string.", "'Debian 12' %s 'deb'");
        both(all, "endswith", "ends_with", "Ends with the string.", "'main.TXT' %s '.txt'");
        likes(all);
        all.add(function("matches regex", GROUP, "Has a part that the regular expression (RE2) matches.")
                .checks(Regexes.valid(1))
                .takes(parameter("text", Kind.TEXT), parameter("regex", Kind.TEXT))
                .gives(KqlType.BOOL)
                .sql("regexp_matches($1, $2)")
                .example("'CVE-2024-1' matches regex @'^CVE-\\d{4}'", "true")
                .done());
        return List.copyOf(all);
    }

    /** The four forms, with their names of old; the example is one in which case decides. */
    private static void both(List<ScalarFunction> all, String name, String sql, String text, String example) {
        String exact = name + "_cs";
        String lowered = sql + "(lower($1), lower($2))";
        String plain = sql + "($1, $2)";
        all.add(pair(name, text + " Without regard to case.")
                .sql(lowered)
                .example(example.formatted(name), "true")
                .done());
        all.add(pair("!" + name, "Not " + name + ".")
                .alias(old("not" + name))
                .sql("(NOT " + lowered + ")")
                .example(example.formatted("!" + name), "false")
                .done());
        all.add(pair(exact, text + " Case matters.")
                .alias(old(name + "cs"))
                .sql(plain)
                .example(example.formatted(exact), "false")
                .done());
        all.add(pair("!" + exact, "Not " + exact + ".")
                .alias(old("not" + name + "cs"))
                .sql("(NOT " + plain + ")")
                .example(example.formatted("!" + exact), "true")
                .done());
    }

    /** The operators of SQL, which the language's grammar has and its documentation does not name. */
    private static void likes(List<ScalarFunction> all) {
        String lowered = "(lower($1) LIKE lower($2))";
        String plain = "($1 LIKE $2)";
        all.add(pair("like", "Is like the pattern (% is any text, _ any character). Without regard to case.")
                .sql(lowered)
                .example("'Debian 12' like 'deb%'", "true")
                .done());
        all.add(pair("!like", "Not like.")
                .alias("notlike")
                .sql("(NOT " + lowered + ")")
                .example("'Debian 12' notlike 'deb%'", "false")
                .done());
        all.add(pair("like_cs", "Is like the pattern. Case matters.")
                .alias("likecs")
                .sql(plain)
                .example("'Debian 12' likecs 'deb%'", "false")
                .done());
        all.add(pair("!like_cs", "Not like_cs.")
                .alias("notlikecs", "notlike_cs")
                .sql("(NOT " + plain + ")")
                .example("'Debian 12' notlikecs 'deb%'", "true")
                .done());
    }

    /** Only {@code contains} has names of old. */
    private static String[] old(String name) {
        return name.contains("contains") ? new String[] {name} : new String[0];
    }

    private static Declaration pair(String name, String text) {
        return function(name, GROUP, text)
                .takes(parameter("left", Kind.TEXT), parameter("right", Kind.TEXT))
                .gives(KqlType.BOOL);
    }

    private static String lower(Call call, int index, boolean isSparse) {
        return call.constantText(index)
                .map(s -> Template.literal(s.toLowerCase(Locale.ROOT)))
                .orElseGet(() -> "lower(" + (isSparse ? call.sparse(index) : call.at(index)) + ")");
    }
}
