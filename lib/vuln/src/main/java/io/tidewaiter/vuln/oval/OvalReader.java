package io.tidewaiter.vuln.oval;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.xml.XmlCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads OVAL 5 definitions as a stream, within limits: definitions with their criteria, and the tests of packages
 * ({@code rpminfo}, {@code dpkginfo}) with their objects, states and variables.
 */
public final class OvalReader {
    /** How many bytes a document may have: the largest public ones have some four hundred million. */
    public static final long BYTES_MAX = 1L << 30;

    private static final int ENTRIES_MAX = 4_000_000;
    private static final int NAMES_MAX = 20_000;
    private static final int TEXT_CHARS_MAX = 400;

    private final Map<String, Loose> tests = new HashMap<>();
    private final Map<String, String> objects = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, List<String>> variables = new HashMap<>();
    private final List<OvalDefinition> definitions = new ArrayList<>();
    private String timestamp = "";
    private int entries;

    private OvalReader() {}

    /** A test before its object and state are known. */
    private record Loose(String object, List<String> states) {}

    private record State(String operation, String version, String architecture) {}

    /** The document; a definition that is broken is left out, and {@code refused} hears which and why. */
    public static OvalDocument read(InputStream in, Consumer<String> refused) {
        OvalReader reader = new OvalReader();
        XmlCursor.read(in, "oval_definitions", xml -> reader.document(xml, refused));
        return reader.finish();
    }

    private void document(XmlCursor xml, Consumer<String> refused) {
        xml.children(section -> {
            switch (section) {
                case "generator" ->
                    xml.children(name -> {
                        if (name.equals("timestamp")) {
                            timestamp = xml.text(TEXT_CHARS_MAX);
                        }
                    });
                case "definitions" -> xml.guardedChildren(_ -> definition(xml), refused);
                case "tests" -> xml.children(_ -> test(xml));
                case "objects" -> xml.children(_ -> object(xml));
                case "states" -> xml.children(_ -> state(xml));
                case "variables" -> xml.children(_ -> variable(xml));
                default -> {}
            }
        });
    }

    private void definition(XmlCursor xml) {
        count();
        definitions.add(OvalDefinitionReader.read(xml));
    }

    private void test(XmlCursor xml) {
        count();
        if (!isOfPackages(xml.name())) {
            return;
        }
        String id = xml.attribute("id");
        String[] object = {""};
        List<String> state = new ArrayList<>(1);
        xml.children(name -> {
            if (name.equals("object")) {
                object[0] = xml.attribute("object_ref");
            } else if (name.equals("state")) {
                state.add(xml.attribute("state_ref"));
            }
        });
        tests.put(id, new Loose(object[0], state));
    }

    private static boolean isOfPackages(String name) {
        return name.startsWith("rpminfo") || name.startsWith("dpkginfo");
    }

    /** The name, or {@code $} and the id of the variable that holds names. */
    private void object(XmlCursor xml) {
        count();
        if (!isOfPackages(xml.name())) {
            return;
        }
        String id = xml.attribute("id");
        xml.children(name -> {
            if (name.equals("name")) {
                String variable = xml.attribute("var_ref");
                objects.put(id, variable.isEmpty() ? xml.text(TEXT_CHARS_MAX) : "$" + variable);
            }
        });
    }

    private void state(XmlCursor xml) {
        count();
        if (!isOfPackages(xml.name())) {
            return;
        }
        String id = xml.attribute("id");
        String[] fields = {"", "", ""};
        xml.children(name -> {
            switch (name) {
                case "evr" -> {
                    String operation = xml.attribute("operation");
                    fields[0] = operation.isEmpty() ? "equals" : operation;
                    fields[1] = xml.text(TEXT_CHARS_MAX);
                }
                case "arch" -> fields[2] = xml.text(TEXT_CHARS_MAX);
                default -> {}
            }
        });
        states.put(id, new State(fields[0], fields[1], fields[2]));
    }

    private void variable(XmlCursor xml) {
        count();
        String id = xml.attribute("id");
        List<String> values = new ArrayList<>();
        xml.children(name -> {
            if (name.equals("value") && values.size() < NAMES_MAX) {
                values.add(xml.text(TEXT_CHARS_MAX));
            }
        });
        variables.put(id, values);
    }

    private void count() {
        if (++entries > ENTRIES_MAX) {
            throw new DocumentFault("more than " + ENTRIES_MAX + " definitions, tests, objects and states");
        }
    }

    private OvalDocument finish() {
        Map<String, OvalTest> resolved = new HashMap<>();
        tests.forEach((id, loose) -> resolved.put(id, resolve(loose)));
        return new OvalDocument(timestamp, definitions, resolved);
    }

    private OvalTest resolve(Loose loose) {
        String object = objects.getOrDefault(loose.object(), "");
        List<String> names = object.startsWith("$")
                ? variables.getOrDefault(object.substring(1), List.of())
                : object.isEmpty() ? List.of() : List.of(object);
        String operation = "";
        String version = "";
        String architecture = "";
        for (String id : loose.states()) {
            State state = states.get(id);
            if (state != null && !state.version().isEmpty()) {
                operation = state.operation();
                version = state.version();
            }
            architecture = state != null && !state.architecture().isEmpty() ? state.architecture() : architecture;
        }
        return new OvalTest(names, operation, version, architecture);
    }
}
