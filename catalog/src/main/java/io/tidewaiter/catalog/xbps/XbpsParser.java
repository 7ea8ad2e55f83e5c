package io.tidewaiter.catalog.xbps;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.catalog.text.XmlReading;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Property lists of XBPS: a dictionary of dictionaries by package name, or one of lists of files. */
final class XbpsParser {
    private final Troubles troubles;
    private final Consumer<Fact> facts;
    private final Map<String, String> fields = new HashMap<>();
    private int depth;
    private int arrays;
    private String key = "";
    private String packageName = "";
    private String file = "";

    XbpsParser(Troubles troubles, Consumer<Fact> facts) {
        this.troubles = troubles;
        this.facts = facts;
    }

    /** Takes a text of the list; {@link #depth}, {@link #arrays} and {@link #key} say where it stands. */
    private interface Text {
        void take(String text);
    }

    /** Tells every package of a database. */
    void packages(byte[] content) {
        walk(content, text -> {
            if (depth == 2 && arrays == 0) {
                fields.putIfAbsent(key, text);
            }
        });
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
    }

    /** Tells the paths of a package. */
    void files(String root, String owner, byte[] content) {
        file = "";
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        walk(content, text -> {
            if (depth == 2 && arrays == 1 && key.equals("file")) {
                if (!file.isEmpty()) {
                    owned.add("", file);
                }
                file = text;
            } else if (depth == 2 && arrays == 1 && key.equals("sha256") && !file.isEmpty()) {
                owned.add("", file, text);
                file = "";
            }
        });
        if (!file.isEmpty()) {
            owned.add("", file);
        }
        owned.finish(owner);
    }

    private void walk(byte[] content, Text texts) {
        try {
            XMLStreamReader xml = XmlReading.open(content);
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(xml, texts);
                    case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            troubles.lost("the property list is broken: " + Troubles.quote(String.valueOf(e.getMessage())));
        }
    }

    private void begin(XMLStreamReader xml, Text texts) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "dict" -> {
                if (depth == 1 && arrays == 0) {
                    packageName = key;
                    fields.clear();
                }
                depth++;
            }
            case "array" -> arrays++;
            case "key" -> key = xml.getElementText();
            case "string" -> texts.take(xml.getElementText());
            default -> {}
        }
    }

    private void end(String element) {
        if (element.equals("array")) {
            arrays--;
        } else if (element.equals("dict")) {
            depth--;
            if (depth == 1 && arrays == 0 && !fields.isEmpty()) {
                tell();
                fields.clear();
            }
        }
    }

    /** A dictionary without a version is none of a package: xbps keeps its alternatives in one of them. */
    private void tell() {
        String full = fields.getOrDefault("pkgver", "");
        if (full.isEmpty()) {
            if (!packageName.startsWith("_XBPS_")) {
                troubles.lost("package " + Troubles.quote(packageName) + " has no version");
            }
            return;
        }
        int dash = full.lastIndexOf('-');
        String name = dash < 0 ? full : full.substring(0, dash);
        String version = dash < 0 ? "" : full.substring(dash + 1);
        String built = fields.getOrDefault("source-revisions", "");
        int colon = built.indexOf(':');
        String source = colon <= 0 ? name : built.substring(0, colon);
        new SystemPackage(
                        "xbps",
                        name,
                        version,
                        source,
                        version,
                        fields.getOrDefault("architecture", ""),
                        new TreeMap<>())
                .tell(troubles, facts);
    }
}
