package io.tidewaiter.assess.rule;

import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the properties of {@code Tidewaiter.Security/rules}, of Azure's {@code standardAssignments} with the effect
 * Exempt (Azure wire reference 2.7) and of {@code policyExemptions} (2.8). What it does not know it refuses: a condition
 * that is passed over would hide more than its author wanted.
 */
public final class RuleReader {
    private static final int VALUES_MAX = 10_000;
    private static final int TEXT_CHARS_MAX = 2_000;
    private static final Set<String> PROPERTIES = Set.of(
            "displayName",
            "justification",
            "owner",
            "expiresOn",
            "conditions",
            "state",
            "createdBy",
            "createdOn",
            "approvedBy",
            "approvedOn");
    private static final Set<String> CONDITIONS = Set.of(
            "findingIds",
            "cves",
            "severities",
            "cvssBelow",
            "patchable",
            "fixStatus",
            "packages",
            "images",
            "repositories",
            "categories",
            "operatingSystems");
    private static final Set<String> FIX_STATES =
            Set.of("FixAvailable", "NoFixAvailable", "Scheduled", "WontFix", "Unknown");

    private RuleReader() {}

    /** Which resource it is, and what it hangs on. */
    public record Origin(String id, String name, String scope) {
        public Origin {
            scope = scope.toLowerCase(Locale.ROOT);
        }
    }

    /** A rule of ours. */
    public static Rule rule(Origin origin, ObjectNode properties) {
        known(properties, PROPERTIES, "properties");
        String justification = text(properties, "justification");
        if (justification.isBlank()) {
            throw new RuleFault("properties.justification says why the findings do not count; it is missing");
        }
        if (!(properties.get("conditions") instanceof ObjectNode conditions) || conditions.isEmpty()) {
            throw new RuleFault("properties.conditions says which findings are meant; a rule without one would hide"
                    + " everything, which is what an exemption is for");
        }
        return new Rule(
                origin.id(),
                origin.name(),
                origin.scope(),
                Rule.DISABLED,
                justification,
                true,
                expires(properties),
                conditions(conditions));
    }

    /** An exemption of a resource, with everything in it. */
    public static Rule exemption(Origin origin, ObjectNode properties) {
        if (text(properties, "policyAssignmentId").isBlank()) {
            throw new RuleFault("properties.policyAssignmentId is missing");
        }
        String reason = category(properties);
        String words = text(properties, properties.hasNonNull("description") ? "description" : "displayName");
        return new Rule(
                origin.id(),
                origin.name(),
                origin.scope(),
                Rule.EXEMPT,
                words.isBlank() ? reason : reason + ": " + words,
                true,
                expires(properties),
                RuleConditions.NONE);
    }

    private static String category(ObjectNode properties) {
        String category = text(properties, "exemptionCategory");
        for (String known : List.of("Waiver", "Mitigated")) {
            if (known.equalsIgnoreCase(category)) {
                return known;
            }
        }
        throw new RuleFault("properties.exemptionCategory is Waiver or Mitigated, not '" + category + "'");
    }

    /** Azure's own form of a rule since 2025. */
    public static Rule standardAssignment(Origin origin, ObjectNode properties) {
        if (!text(properties, "effect").equalsIgnoreCase("Exempt")
                || !(properties.get("exemptionData") instanceof ObjectNode data)) {
            throw new RuleFault("only standard assignments with properties.effect Exempt and exemptionData are known");
        }
        String reason = category(data);
        JsonNode all = data.path("subAssessmentExemptionRule").path("if").path("allOf");
        RuleConditions conditions = all.isArray() ? conditions(all) : RuleConditions.NONE;
        String words = text(properties, "description");
        return new Rule(
                origin.id(),
                origin.name(),
                origin.scope(),
                Rule.EXEMPT,
                words.isBlank() ? reason : reason + ": " + words,
                true,
                expires(properties),
                conditions);
    }

    private static RuleConditions conditions(JsonNode all) {
        Set<String> ids = new HashSet<>();
        Set<Severity> severities = new HashSet<>();
        double below = 0;
        for (JsonNode one : all) {
            String field = one.path("field").asString("");
            switch (field.toLowerCase(Locale.ROOT)) {
                case "va.cve.cveid" -> ids.addAll(titles(one, value -> value.toUpperCase(Locale.ROOT)));
                case "va.cve.severity" -> titles(one, value -> value).forEach(v -> severities.add(severity(v)));
                case "va.cve.cvss" -> below = number(one.path("operation").path("value"), field);
                default -> throw new RuleFault("no field of a finding: '" + field + "'");
            }
        }
        return new RuleConditions(
                ids, severities, below, null, Set.of(), List.of(), Set.of(), List.of(), Set.of(), Set.of());
    }

    private static Set<String> titles(JsonNode one, UnaryOperator<String> spelled) {
        Set<String> titles = new LinkedHashSet<>();
        for (JsonNode value : one.path("operation").path("values")) {
            titles.add(spelled.apply(value.path("title").asString("")));
        }
        if (titles.isEmpty()) {
            throw new RuleFault("operation.values of '" + one.path("field").asString("") + "' is empty");
        }
        return titles;
    }

    // Conditions of ours

    private static RuleConditions conditions(ObjectNode conditions) {
        known(conditions, CONDITIONS, "properties.conditions");
        Set<String> ids = new HashSet<>(texts(conditions, "findingIds", id -> id.toUpperCase(Locale.ROOT)));
        ids.addAll(texts(conditions, "cves", id -> id.toUpperCase(Locale.ROOT)));
        Set<Severity> severities = new HashSet<>();
        texts(conditions, "severities", word -> word).forEach(word -> severities.add(severity(word)));
        Set<String> fixStates = texts(conditions, "fixStatus", RuleReader::fixState);
        JsonNode patchable = conditions.path("patchable");
        if (!patchable.isMissingNode() && !patchable.isBoolean()) {
            throw new RuleFault("properties.conditions.patchable is true or false");
        }
        return new RuleConditions(
                ids,
                severities,
                conditions.has("cvssBelow") ? number(conditions.path("cvssBelow"), "cvssBelow") : 0,
                patchable.isMissingNode() ? null : patchable.booleanValue(),
                fixStates,
                packages(conditions.path("packages")),
                texts(conditions, "images", RuleReader::digest),
                texts(conditions, "repositories", name -> name).stream()
                        .map(Glob::new)
                        .toList(),
                texts(conditions, "categories", RuleConditions::categoryWord),
                texts(conditions, "operatingSystems", word -> word.toLowerCase(Locale.ROOT)));
    }

    private static List<PackagePattern> packages(JsonNode packages) {
        List<PackagePattern> patterns = new ArrayList<>();
        if (!packages.isMissingNode() && (!packages.isArray() || packages.isEmpty())) {
            throw new RuleFault("properties.conditions.packages is a list of objects with name, purl and versions");
        }
        for (JsonNode one : packages) {
            if (!(one instanceof ObjectNode object) || object.isEmpty() || patterns.size() >= VALUES_MAX) {
                throw new RuleFault("properties.conditions.packages holds objects with name, purl and versions");
            }
            known(object, Set.of("name", "purl", "versions"), "properties.conditions.packages[]");
            String purl = text(object, "purl");
            Purl parsed = purl.isEmpty()
                    ? null
                    : Purl.parse(purl).orElseThrow(() -> new RuleFault("'" + purl + "' is no package url"));
            if (parsed == null && text(object, "name").isBlank()) {
                throw new RuleFault("a package has a name or a purl");
            }
            try {
                patterns.add(PackagePattern.of(text(object, "name"), parsed, text(object, "versions")));
            } catch (IllegalArgumentException e) {
                throw new RuleFault(String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    private static String digest(String text) {
        if (!text.matches("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")) {
            throw new RuleFault("'" + text + "' is no digest of an image");
        }
        return text;
    }

    private static String fixState(String word) {
        for (String known : FIX_STATES) {
            if (known.equalsIgnoreCase(word)) {
                return known;
            }
        }
        throw new RuleFault("'" + word + "' is no fix status; they are FixAvailable, NoFixAvailable, Scheduled, WontFix"
                + " and Unknown");
    }

    private static Severity severity(String word) {
        Severity severity = Severity.ofWord(word);
        if (severity == Severity.UNKNOWN && !word.equalsIgnoreCase("unknown")) {
            throw new RuleFault("'" + word + "' is no severity");
        }
        return severity;
    }

    private static double number(JsonNode node, String name) {
        double number = node.isNumber() ? node.doubleValue() : parsed(node.asString(""));
        if (number > 0 && number <= 10.1) {
            return number;
        }
        throw new RuleFault(name + " is a CVSS score, for example 4.0");
    }

    private static double parsed(String text) {
        return text.matches("\\d{1,2}(?:\\.\\d{1,3})?") ? Double.parseDouble(text) : -1;
    }

    /** Nothing where it is absent; an empty list would be a condition that nothing meets, or everything: refused. */
    private static Set<String> texts(ObjectNode object, String name, UnaryOperator<String> spelled) {
        JsonNode values = object.path(name);
        if (values.isMissingNode()) {
            return Set.of();
        }
        if (!values.isArray() || values.isEmpty() || values.size() > VALUES_MAX) {
            throw new RuleFault("properties.conditions." + name + " is a list of 1 to " + VALUES_MAX + " texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode value : values) {
            if (!value.isString() || value.stringValue().isBlank()) {
                throw new RuleFault("properties.conditions." + name + " holds texts");
            }
            texts.add(spelled.apply(value.stringValue().strip()));
        }
        return texts;
    }

    private static void known(ObjectNode object, Set<String> names, String where) {
        for (String name : object.propertyNames()) {
            if (!names.contains(name)) {
                throw new RuleFault(where + "." + (name.length() > 60 ? name.substring(0, 60) : name)
                        + " is not known; a condition that is passed over would hide more than was meant");
            }
        }
    }

    private static String text(ObjectNode object, String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (!node.isString() || node.stringValue().length() > TEXT_CHARS_MAX) {
            throw new RuleFault(name + " is a text of up to " + TEXT_CHARS_MAX + " characters");
        }
        return node.stringValue();
    }

    private static @Nullable Instant expires(ObjectNode properties) {
        String text = text(properties, "expiresOn");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new RuleFault("properties.expiresOn is a time like 2027-01-31T00:00:00Z, not '" + text + "'");
        }
    }
}
