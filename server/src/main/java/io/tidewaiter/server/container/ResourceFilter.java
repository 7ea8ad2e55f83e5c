package io.tidewaiter.server.container;

import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.resource.Json;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** The {@code $filter} of {@code /resources}: comparisons joined by {@code and} and {@code or}, the former binding. */
final class ResourceFilter {
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*\\(?\\s*(resourceType|name|location|resourceGroup|tagName|tagValue)\\s+(eq|ne)\\s+'([^']*)'\\s*\\)?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SUBSTRING =
            Pattern.compile("\\s*substringof\\('([^']*)',\\s*name\\)\\s*", Pattern.CASE_INSENSITIVE);
    private static final int CHARS_MAX = 4_096;

    private ResourceFilter() {}

    /** What a filter turned out to be. */
    sealed interface Reading {
        record Sound(Predicate<ObjectNode> filter) implements Reading {}

        record Fault(String message) implements Reading {}
    }

    static Reading read(String text) {
        if (text.isBlank()) {
            return new Reading.Sound(json -> true);
        }
        if (text.length() > CHARS_MAX) {
            return new Reading.Fault("The filter has more than " + CHARS_MAX + " characters.");
        }
        Predicate<ObjectNode> any = json -> false;
        for (String alternative : text.split("(?i)\\s+or\\s+")) {
            Predicate<ObjectNode> all = json -> true;
            String tagName = "";
            for (String clause : alternative.split("(?i)\\s+and\\s+")) {
                Matcher comparison = COMPARISON.matcher(clause);
                Matcher substring = SUBSTRING.matcher(clause);
                if (comparison.matches()) {
                    String member = comparison.group(1).toLowerCase(Locale.ROOT);
                    tagName = member.equals("tagname") ? comparison.group(3) : tagName;
                    Predicate<ObjectNode> holds = compare(member, comparison.group(3), tagName);
                    all = all.and(comparison.group(2).equalsIgnoreCase("eq") ? holds : holds.negate());
                } else if (substring.matches()) {
                    String part = substring.group(1).toLowerCase(Locale.ROOT);
                    all = all.and(json ->
                            Json.text(json, "name").toLowerCase(Locale.ROOT).contains(part));
                } else {
                    return new Reading.Fault(
                            "The filter '" + Quoted.of(text) + "' cannot be read at '" + Quoted.of(clause) + "'.");
                }
            }
            any = any.or(all);
        }
        return new Reading.Sound(any);
    }

    private static Predicate<ObjectNode> compare(String member, String value, String tagName) {
        return switch (member) {
            case "resourcetype" -> json -> Json.text(json, "type").equalsIgnoreCase(value);
            case "resourcegroup" ->
                json -> {
                    String[] segments = Json.text(json, "id").split("/");
                    return segments.length > 4 && segments[4].equalsIgnoreCase(value);
                };
            case "tagname" -> json -> json.path("tags").has(value);
            case "tagvalue" ->
                json -> tagName.isEmpty()
                        ? json.path("tags")
                                .valueStream()
                                .anyMatch(v -> v.asString("").equals(value))
                        : Json.text(json.path("tags"), tagName).equals(value);
            default -> json -> Json.text(json, member).equalsIgnoreCase(value);
        };
    }
}
