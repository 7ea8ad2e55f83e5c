package io.tidewaiter.vuln.oval;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.xml.XmlCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one {@code definition}: its metadata, and its criteria flattened to checks with what must hold beside them. */
final class OvalDefinitionReader {
    private static final int TEXT_CHARS_MAX = 400;
    private static final int LIST_MAX = 50_000;
    private static final int FACTS_MAX = 32;
    private static final int ALTERNATIVES_MAX = 200;
    private static final int TOGETHER_MAX = 200;

    private String title = "";
    private String description = "";
    private String severity = "";
    private String issued = "";
    private String updated = "";
    private final List<String> platforms = new ArrayList<>();
    private final List<OvalDefinition.Reference> references = new ArrayList<>();
    private final List<String> cves = new ArrayList<>();
    private final List<String> vectors = new ArrayList<>();
    private final List<OvalCheck> checks = new ArrayList<>();
    private final Map<String, String> facts = new HashMap<>();

    private OvalDefinitionReader() {}

    static OvalDefinition read(XmlCursor xml) {
        String id = xml.attribute("id");
        String kind = xml.attribute("class");
        if (id.isEmpty()) {
            throw new DocumentFault("a definition without an id");
        }
        OvalDefinitionReader reader = new OvalDefinitionReader();
        try {
            xml.children(name -> {
                switch (name) {
                    case "metadata" -> xml.children(field -> reader.metadata(xml, field));
                    case "criteria" -> reader.criteria(xml);
                    default -> {}
                }
            });
        } catch (DocumentFault fault) {
            throw new DocumentFault(cut(id) + ": " + fault.getMessage());
        }
        return reader.finish(id, kind);
    }

    private void metadata(XmlCursor xml, String field) {
        switch (field) {
            case "title" -> title = xml.text(TEXT_CHARS_MAX);
            case "description" -> description = xml.text(TEXT_CHARS_MAX);
            case "affected" ->
                xml.children(name -> {
                    if (name.equals("platform")) {
                        add(platforms, xml.text(TEXT_CHARS_MAX));
                    }
                });
            case "reference" ->
                add(
                        references,
                        new OvalDefinition.Reference(
                                xml.attribute("source"), xml.attribute("ref_id"), xml.attribute("ref_url")));
            case "advisory", "oval_repository" -> xml.children(name -> advisory(xml, name));
            default -> fact(field, xml.text(TEXT_CHARS_MAX));
        }
    }

    private void advisory(XmlCursor xml, String name) {
        switch (name) {
            case "severity" -> severity = xml.text(TEXT_CHARS_MAX);
            case "issued" -> issued = xml.attribute("date");
            case "updated" -> updated = xml.attribute("date");
            case "cve" -> {
                vector(xml.attribute("cvss4"));
                vector(xml.attribute("cvss3"));
                String cve = xml.text(TEXT_CHARS_MAX);
                add(cves, cve);
            }
            default -> fact(name, xml.text(TEXT_CHARS_MAX));
        }
    }

    /** {@code 7.5/CVSS:3.1/AV:N/...}: the score before the vector is not believed. */
    private void vector(String text) {
        int at = text.indexOf("CVSS:");
        if (at >= 0) {
            add(vectors, text.substring(at));
        }
    }

    private void fact(String name, String text) {
        if (facts.size() < FACTS_MAX) {
            facts.putIfAbsent(name, text);
        }
    }

    /** Checks of a nested OR of plain criteria: where they lie, and what they say. */
    private record Choice(int from, int to, List<String> comments) {}

    /**
     * In an AND every criterion has the others beside it, and those of an OR of plain criteria as alternatives; which
     * way an OR of more than that went is not known. The depth is bounded by that of the document.
     *
     * @return the comments where it is an OR of plain criteria
     */
    private List<String> criteria(XmlCursor xml) {
        boolean isOr = xml.attribute("operator").equals("OR");
        boolean isNegated = xml.attribute("negate").equals("true");
        int from = checks.size();
        List<String> direct = new ArrayList<>();
        List<Choice> choices = new ArrayList<>();
        boolean[] isPlain = {true};
        xml.children(name -> {
            switch (name) {
                case "criteria" -> {
                    isPlain[0] = false;
                    int begin = checks.size();
                    List<String> comments = criteria(xml);
                    if (!comments.isEmpty()) {
                        choices.add(new Choice(begin, checks.size(), comments));
                    }
                }
                case "criterion" -> {
                    String comment = cut(xml.attribute("comment"));
                    boolean isAgainst = isNegated != xml.attribute("negate").equals("true");
                    direct.add(isAgainst ? "not: " + comment : comment);
                    add(checks, new OvalCheck(xml.attribute("test_ref"), comment, isAgainst, List.of(), List.of()));
                }
                case "extend_definition" -> direct.add(cut(xml.attribute("comment")));
                default -> {}
            }
        });
        if (!isOr && direct.size() > TOGETHER_MAX) {
            throw new DocumentFault("more than " + TOGETHER_MAX + " criteria that must hold together");
        }
        if (!isOr) {
            for (int i = from; i < checks.size(); i++) {
                checks.set(i, beside(checks.get(i), i, direct, choices));
            }
        }
        return isOr && isPlain[0] ? direct : List.of();
    }

    private static OvalCheck beside(OvalCheck check, int index, List<String> direct, List<Choice> choices) {
        List<String> all = new ArrayList<>(check.beside());
        for (String comment : direct) {
            if (!comment.equals(check.comment())) {
                all.add(comment);
            }
        }
        List<String> alternatives = new ArrayList<>(check.alternatives());
        for (Choice choice : choices) {
            boolean isOutside = index < choice.from() || index >= choice.to();
            if (isOutside && alternatives.size() + choice.comments().size() <= ALTERNATIVES_MAX) {
                alternatives.addAll(choice.comments());
            }
        }
        return new OvalCheck(check.test(), check.comment(), check.isNegated(), all, alternatives);
    }

    private static <T> void add(List<T> list, T item) {
        if (list.size() >= LIST_MAX) {
            throw new DocumentFault("a definition with more than " + LIST_MAX + " entries of one kind");
        }
        list.add(item);
    }

    private static String cut(String text) {
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
    }

    private OvalDefinition finish(String id, String kind) {
        return new OvalDefinition(
                id,
                kind,
                title,
                description,
                platforms,
                references,
                severity,
                issued,
                updated,
                cves,
                vectors,
                checks,
                facts);
    }
}
