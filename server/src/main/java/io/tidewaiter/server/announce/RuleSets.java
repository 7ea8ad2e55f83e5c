package io.tidewaiter.server.announce;

import io.tidewaiter.server.resource.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The rule sets of an automation's source: one set has to hold, and of a set every rule (Azure wire reference 2.6). */
final class RuleSets {
    private RuleSets() {}

    /** Whether an event meets a source's rules; a source without rules wants everything. */
    static boolean hold(JsonNode source, JsonNode event) {
        JsonNode sets = source.path("ruleSets");
        return sets.isEmpty()
                || sets.valueStream()
                        .anyMatch(set -> set.path("rules").valueStream().allMatch(rule -> holds(rule, event)));
    }

    private static boolean holds(JsonNode rule, JsonNode event) {
        JsonNode at = event;
        for (String word :
                Json.text(rule, "propertyJPath").replaceFirst("^\\$\\.?", "").split("\\.")) {
            at = member(at, word);
        }
        String actual = at.isValueNode() ? at.asString("") : "";
        String expected = Json.text(rule, "expectedValue");
        boolean numeric = Json.text(rule, "propertyType").matches("Integer|Number");
        return numeric
                ? numbers(Json.text(rule, "operator"), actual, expected)
                : texts(Json.text(rule, "operator"), actual, expected);
    }

    /** Azure writes some members in two casings. */
    private static JsonNode member(JsonNode object, String name) {
        if (object.has(name)) {
            return object.get(name);
        }
        return object.properties().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> object.path(name));
    }

    private static boolean numbers(String operator, String actual, String expected) {
        int order;
        try {
            order = new BigDecimal(actual).compareTo(new BigDecimal(expected));
        } catch (NumberFormatException e) {
            return operator.equals("NotEquals");
        }
        return switch (operator) {
            case "Equals" -> order == 0;
            case "NotEquals" -> order != 0;
            case "GreaterThan" -> order > 0;
            case "GreaterThanOrEqualTo" -> order >= 0;
            case "LesserThan" -> order < 0;
            case "LesserThanOrEqualTo" -> order <= 0;
            default -> texts(operator, actual, expected);
        };
    }

    private static boolean texts(String operator, String given, String wanted) {
        String actual = given.toLowerCase(Locale.ROOT);
        String expected = wanted.toLowerCase(Locale.ROOT);
        return switch (operator) {
            case "Equals" -> actual.equals(expected);
            case "NotEquals" -> !actual.equals(expected);
            case "Contains" -> actual.contains(expected);
            case "StartsWith" -> actual.startsWith(expected);
            case "EndsWith" -> actual.endsWith(expected);
            case "GreaterThan" -> actual.compareTo(expected) > 0;
            case "GreaterThanOrEqualTo" -> actual.compareTo(expected) >= 0;
            case "LesserThan" -> actual.compareTo(expected) < 0;
            case "LesserThanOrEqualTo" -> actual.compareTo(expected) <= 0;
            default -> false;
        };
    }
}
