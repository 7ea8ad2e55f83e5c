package io.tidewaiter.kql.function.text;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Call;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;
import java.util.stream.Collectors;

/** Hashes. */
final class HashFunctions {
    private static final String GROUP = "Hashes";

    private HashFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                function(
                                "hash",
                                GROUP,
                                "A whole number that depends on the value (xxHash64); with a modulus less than it.")
                        .alias("hash_xxhash64")
                        .gives(KqlType.LONG)
                        .takes(
                                parameter("value", Kind.ANY),
                                parameter("mod", Kind.LONG).optional())
                        .written(HashFunctions::hash)
                        .example("hash('World')", "1846988464401551951")
                        .example("hash('World', 100)", "51")
                        .example("hash(datetime(2015-01-01))", "1380966698541616202")
                        .done(),
                digest("hash_sha256", "sha256", "The SHA-256 of the text, in hexadecimal digits.")
                        .example(
                                "hash_sha256('World')",
                                "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524")
                        .done(),
                digest("hash_sha1", "sha1", "The SHA-1 of the text, in hexadecimal digits.")
                        .example("hash_sha1('World')", "70c07ec18ef89c5309bbb0937f3a6342411e1fdd")
                        .done(),
                digest("hash_md5", "md5", "The MD5 of the text, in hexadecimal digits.")
                        .example("hash_md5('World')", "f5a7924e621e84c9280a9a27e1bcb7f6")
                        .done(),
                function("hash_combine", GROUP, "One hash of several.")
                        .takes(parameter("hash", Kind.LONG).repeated())
                        .gives(KqlType.LONG)
                        .written(call -> "kql_hash_combine(json_array(" + call.from(0) + "))")
                        .example("hash_combine(hash('a'), hash('b')) == hash_combine(hash('b'), hash('a'))", "false")
                        .done(),
                function("hash_many", GROUP, "One hash of several values.")
                        .takes(parameter("value", Kind.TEXT).repeated())
                        .gives(KqlType.LONG)
                        .written(call -> call.sql().stream()
                                .map(s -> "kql_hash_text(" + s + ")")
                                .collect(Collectors.joining(", ", "kql_hash_combine(json_array(", "))")))
                        .example("hash_many('a', 'b') == hash_combine(hash('a'), hash('b'))", "true")
                        .done());
    }

    private static Declaration digest(String name, String sql, String text) {
        return function(name, GROUP, text)
                .takes(parameter("value", Kind.TEXT))
                .gives(KqlType.STRING)
                .sql(sql + "($1)");
    }

    private static String hash(Call call) {
        String hash = switch (call.types().getFirst()) {
            case INT, LONG, DATETIME, TIMESPAN, BOOL -> "kql_hash_long(CAST($1 AS BIGINT))";
            case STRING, GUID -> "kql_hash_text($1)";
            case REAL, DECIMAL, DYNAMIC -> "kql_hash_text(CAST($1 AS VARCHAR))";
        };
        return call.fill(call.arguments().size() == 1 ? hash : "((" + hash + " % abs($2)) + abs($2)) % abs($2)");
    }
}
