package io.tidewaiter.kql.guide;

import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.function.spec.AggregateFunction;
import io.tidewaiter.kql.function.spec.Example;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import io.tidewaiter.kql.function.spec.Signature;
import io.tidewaiter.kql.golden.Fixture;
import io.tidewaiter.kql.guide.TabularForms.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The reference page, made of the tables. */
final class KqlGuide {
    private static final String HEAD = """
            # The query language

            Queries are in the Kusto query language. This page is made from the table of functions and from queries that
            are compiled, by `mvn -pl lib/kql -am test -Dtest=KqlGuideTest -Dtidewaiter.write=true`; do not edit it.
            Every example is run by a test.

            What cannot be computed (a text that is no number, a division of whole numbers by zero, a sum that is too
            large) is null. Strings are never null: what is missing is the empty string. A value inside a dynamic column
            may stand wherever a value of another type is asked for; it is converted, and null where it cannot be.
            Differences from Azure: `dcount` and percentiles are exact; a comparison never fails on the type of a dynamic
            value; `parse_version` gives numbers that have the right order, but not Azure's digits, and `hash_combine` and
            `hash_many` others than Azure's; division of dynamic values gives a real.

            """;

    private KqlGuide() {}

    static String text() {
        StringBuilder out = new StringBuilder(HEAD);
        forms(out, "Where rows come from", TabularForms.sources());
        forms(out, "Statements", TabularForms.statements());
        forms(out, "Tabular operators", TabularForms.operators());
        out.append("## Operators on values\n\n");
        groups(out, FunctionTable.operators(), true);
        out.append("## Functions\n\n");
        groups(out, FunctionTable.scalars(), false);
        aggregates(out);
        refused(out);
        return out.toString().replaceAll("\n+$", "\n");
    }

    private static void forms(StringBuilder out, String heading, List<Form> forms) {
        out.append("## ").append(heading).append("\n\n| name | what | |\n|---|---|---|\n");
        for (Form form : forms) {
            out.append("| `")
                    .append(form.name())
                    .append("` | ")
                    .append(form.text())
                    .append("<br>")
                    .append(code(form.query()))
                    .append(" | ")
                    .append(refusal(form.query()).map(r -> "refused: " + r).orElse("supported"))
                    .append(" |\n");
        }
        out.append('\n');
    }

    /** Why the query is refused; empty where it is not. */
    static Optional<String> refusal(String query) {
        KqlOptions options = new KqlOptions(
                Instant.parse("2031-05-07T00:00:00Z"),
                KqlLimits.standard(),
                Optional.of(sql -> List.of("microsoft.compute/virtualmachines")));
        return switch (Kql.compile(query, Fixture.schema(), options)) {
            case Compilation.Compiled compiled -> Optional.empty();
            case Compilation.Refused(var diagnostics) ->
                Optional.of(diagnostics.getFirst().message());
        };
    }

    private static void groups(StringBuilder out, List<ScalarFunction> functions, boolean isOperator) {
        Map<String, List<ScalarFunction>> groups = new LinkedHashMap<>();
        functions.stream()
                .filter(f -> !f.isRefused())
                .forEach(f -> groups.computeIfAbsent(f.group(), k -> new ArrayList<>())
                        .add(f));
        groups.forEach((group, members) -> {
            out.append("### ").append(group).append("\n\n| name | what | examples |\n|---|---|---|\n");
            members.forEach(f -> row(out, f, isOperator));
            out.append('\n');
        });
    }

    private static void row(StringBuilder out, ScalarFunction function, boolean isOperator) {
        String shapes = isOperator
                ? code(function.name())
                : function.signatures().stream()
                        .map(Signature::text)
                        .distinct()
                        .map(s -> code(function.name() + "(" + s + ")"))
                        .collect(Collectors.joining("<br>"));
        String aliases =
                function.naming().aliases().stream().map(KqlGuide::code).collect(Collectors.joining(", "));
        out.append("| ")
                .append(shapes)
                .append(aliases.isEmpty() ? "" : "<br>also " + aliases)
                .append(" | ")
                .append(function.documentation().text())
                .append(" | ")
                .append(function.documentation().examples().stream()
                        .map(KqlGuide::example)
                        .collect(Collectors.joining("<br>")))
                .append(" |\n");
    }

    private static String example(Example example) {
        return code(example.expression()) + " → " + (example.result().isEmpty() ? "(empty)" : code(example.result()));
    }

    private static void aggregates(StringBuilder out) {
        out.append("## Aggregates\n\n| name | what |\n|---|---|\n");
        for (AggregateFunction aggregate : FunctionTable.aggregates()) {
            ScalarFunction function = aggregate.function();
            if (!function.isRefused()) {
                String shapes = function.signatures().stream()
                        .map(s -> code(function.name() + "(" + s.text() + ")"))
                        .distinct()
                        .collect(Collectors.joining("<br>"));
                String aliases =
                        function.naming().aliases().stream().map(KqlGuide::code).collect(Collectors.joining(", "));
                out.append("| ")
                        .append(shapes)
                        .append(aliases.isEmpty() ? "" : "<br>also " + aliases)
                        .append(" | ")
                        .append(function.documentation().text())
                        .append(aggregate.hasStar() ? " `*` stands for all columns." : "")
                        .append(" |\n");
            }
        }
        out.append('\n');
    }

    private static void refused(StringBuilder out) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        FunctionTable.scalars().stream()
                .filter(ScalarFunction::isRefused)
                .forEach(f -> reasons.computeIfAbsent(f.documentation().refusal(), k -> new ArrayList<>())
                        .add(f.name()));
        FunctionTable.aggregates().stream()
                .map(AggregateFunction::function)
                .filter(ScalarFunction::isRefused)
                .forEach(f -> reasons.computeIfAbsent(f.documentation().refusal(), k -> new ArrayList<>())
                        .add(f.name()));
        out.append("## Functions that are refused\n\n| names | reason |\n|---|---|\n");
        reasons.forEach((reason, names) -> out.append("| ")
                .append(names.stream().distinct().map(KqlGuide::code).collect(Collectors.joining(" ")))
                .append(" | ")
                .append(reason)
                .append(" |\n"));
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|").replace("\n", " ") + "`";
    }
}
