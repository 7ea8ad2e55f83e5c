package io.tidewaiter.advisory.oval;

import java.util.ArrayList;
import java.util.List;

/** Builds OVAL 5 documents in the shape in which distributions publish them. */
final class OvalDocuments {
    private static final String LINUX = "xmlns=\"http://oval.mitre.org/XMLSchema/oval-definitions-5#linux\"";

    private final String type;
    private final List<String> definitions = new ArrayList<>();
    private final List<String> tests = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();

    /** {@code rpminfo} or {@code dpkginfo}. */
    OvalDocuments(String type) {
        this.type = type;
    }

    OvalDocuments definition(String kind, String metadata, String criteria) {
        definitions.add("""
                <definition id="oval:test:def:%d" version="1" class="%s"><metadata>%s</metadata>%s</definition>
                """.formatted(definitions.size(), kind, metadata, criteria));
        return this;
    }

    /** A test of that id: the name is the object's, or {@code $} and names by blanks for a variable. */
    OvalDocuments test(String id, String names, String operation, String evr) {
        boolean isVariable = names.startsWith("$");
        tests.add(
                """
                <%s_test %s id="%s" check="at least one"><object object_ref="obj:%s"/>%s</%s_test>
                """.formatted(type, LINUX, id, id, evr.isEmpty() ? "" : "<state state_ref=\"ste:" + id + "\"/>", type));
        objects.add("<%s_object %s id=\"obj:%s\">%s</%s_object>"
                .formatted(
                        type,
                        LINUX,
                        id,
                        isVariable
                                ? "<name var_ref=\"var:" + id + "\" var_check=\"at least one\"/>"
                                : "<name>" + names + "</name>",
                        type));
        if (isVariable) {
            variables.add("<constant_variable id=\"var:" + id + "\"><value>"
                    + String.join("</value><value>", names.substring(1).split(" ")) + "</value></constant_variable>");
        }
        if (!evr.isEmpty()) {
            states.add("<%s_state %s id=\"ste:%s\"><evr datatype=\"evr_string\" operation=\"%s\">%s</evr></%s_state>"
                    .formatted(type, LINUX, id, operation, evr, type));
        }
        return this;
    }

    static String criteria(String operator, String... inner) {
        return "<criteria operator=\"" + operator + "\">" + String.join("", inner) + "</criteria>";
    }

    static String criterion(String test, String comment) {
        return "<criterion test_ref=\"" + test + "\" comment=\"" + comment + "\"/>";
    }

    String xml() {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
                  xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5">
                <generator><oval:timestamp>2025-01-01T00:00:00</oval:timestamp></generator>
                <definitions>%s</definitions><tests>%s</tests><objects>%s</objects><states>%s</states>
                <variables>%s</variables></oval_definitions>
                """.formatted(
                        String.join("", definitions),
                        String.join("", tests),
                        String.join("", objects),
                        String.join("", states),
                        String.join("", variables));
    }
}
