package io.tidewaiter.kql.function.parse;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Declaration.refused;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.ArgumentCheck;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.Set;

/** Texts with a structure of their own. */
final class ParseFunctions {
    private static final String GROUP = "Parsing";

    private ParseFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                bag("parse_url", "The parts of a URL.")
                        .alias("parseurl")
                        .java(a -> Urls.parts((String) a[0]))
                        .example(
                                "parse_url('https://u:p@h.io:8443/a/b?k=1&l=x%20y#f')",
                                "{\"Scheme\":\"https\",\"Host\":\"h.io\",\"Port\":\"8443\",\"Path\":\"/a/b\","
                                        + "\"Username\":\"u\",\"Password\":\"p\","
                                        + "\"Query Parameters\":{\"k\":\"1\",\"l\":\"x y\"},\"Fragment\":\"f\"}")
                        .done(),
                bag("parse_urlquery", "The parameters of the query of a URL.")
                        .alias("parseurlquery")
                        .java(a -> Urls.queryBag((String) a[0]))
                        .example("parse_urlquery('k=1&l=2')", "{\"Query Parameters\":{\"k\":\"1\",\"l\":\"2\"}}")
                        .done(),
                bag("parse_path", "The parts of the path of a file.")
                        .java(a -> Paths.parts((String) a[0]))
                        .example(
                                "parse_path('/usr/lib/temp/file.txt')",
                                "{\"Scheme\":\"\",\"RootPath\":\"\",\"DirectoryPath\":\"/usr/lib/temp\","
                                        + "\"DirectoryName\":\"temp\",\"Filename\":\"file.txt\",\"Extension\":\"txt\","
                                        + "\"AlternateDataStreamName\":\"\"}")
                        .example(
                                "parse_path('file://C:/temp/file.txt:some.exe').AlternateDataStreamName",
                                "\"some.exe\"")
                        .done(),
                function(
                                "parse_version",
                                GROUP,
                                "A number that orders versions of up to four parts; only its order means something.")
                        .takes(parameter("version", Kind.TEXT))
                        .gives(KqlType.DECIMAL)
                        .java(a -> Versions.number((String) a[0]))
                        .example("parse_version('1.10') > parse_version('1.9.1')", "true")
                        .example("parse_version('1') == parse_version('1.0.0.0')", "true")
                        .example("parse_version('1.x')", "null")
                        .done(),
                function("parse_csv", GROUP, "The fields of one record of comma-separated values.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .takes(parameter("csv", Kind.TEXT))
                        .gives(KqlType.DYNAMIC)
                        .java(a -> CsvRecord.fields((String) a[0]))
                        .example("parse_csv('aa,\"b,b\",\"say \"\"c\"\"\"')", "[\"aa\",\"b,b\",\"say \\\"c\\\"\"]")
                        .done(),
                function("parse_xml", GROUP, "The elements, attributes and texts of XML; at most 1 MB.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .takes(parameter("xml", Kind.TEXT))
                        .gives(KqlType.DYNAMIC)
                        .java(a -> XmlBag.of((String) a[0]))
                        .example(
                                "parse_xml('<e n=\"v\"><a>1</a><a>2</a></e>')",
                                "{\"e\":{\"@n\":\"v\",\"a\":[\"1\",\"2\"]}}")
                        .example("parse_xml('<e')", "null")
                        .done(),
                function("parse_command_line", GROUP, "The arguments of a command line of Windows.")
                        .checks(ArgumentCheck.oneOf(1, Set.of("windows")))
                        .takes(
                                parameter("command", Kind.TEXT),
                                parameter("parser", Kind.STRING).constant())
                        .gives(KqlType.DYNAMIC)
                        .java(a -> CommandLine.arguments((String) a[0]))
                        .example(
                                "parse_command_line('echo \"hello world\" x', 'windows')",
                                "[\"echo\",\"hello world\",\"x\"]")
                        .done(),
                refused(
                        "parse_user_agent",
                        GROUP,
                        "needs a list of browsers that is kept up to date, which is not here"));
    }

    private static Declaration bag(String name, String text) {
        return function(name, GROUP, text).takes(parameter("text", Kind.TEXT)).gives(KqlType.DYNAMIC);
    }
}
