package io.tidewaiter.catalog.flatpak;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.catalog.text.XmlReading;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Installed Flatpaks, each in {@code flatpak/{app,runtime}/ID/ARCH/BRANCH/COMMIT} of the system's or a user's installation:
 * AppStream metadata that an application exports, with its releases, the newest first; else the key file
 * {@code metadata}, with the branch as version, which is all that most runtimes tell.
 */
public final class FlatpakCataloger implements Cataloger {
    private static final Pattern DEPLOYED = Pattern.compile(
            "(?:.*/)?flatpak/(?:app|runtime)/([^/]+)/([^/]+)/([^/]+)/[0-9a-f]{1,64}/(?:metadata|export/.*)");

    @Override
    public String name() {
        return "flatpak";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Flatpak", "flatpak", "flatpak(1), AppStream 1.0")
                .reads(3, "**/flatpak/app/**/export/share/{metainfo,appdata}/*.xml", "applications")
                .reads(
                        24,
                        "**/flatpak/{app,runtime}/*/*/*/*/metadata",
                        "applications and runtimes without these, by their branch");
    }

    @Override
    public List<String> endings() {
        return List.of(".xml", "/metadata");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        if (path.endsWith("/metadata")) {
            return DEPLOYED.matcher(path).matches() && !path.contains("/export/");
        }
        return path.endsWith(".xml")
                && path.contains("flatpak/app/")
                && (file.folder().endsWith("/export/share/metainfo")
                        || file.folder().endsWith("/export/share/appdata"));
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Matcher deployed = DEPLOYED.matcher(file.path());
        String architecture = deployed.matches() ? deployed.group(2) : "";
        if (file.name().equals("metadata")) {
            String named = deployed.group(1);
            facts.accept(new OwnedFact(named, List.of(file.folder() + "/files/")));
            tell(named, deployed.group(3), architecture, troubles, facts);
            return;
        }
        String id = "";
        String version = "";
        try {
            XMLStreamReader xml = XmlReading.open(content);
            while (xml.hasNext() && (id.isEmpty() || version.isEmpty())) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (id.isEmpty() && xml.getLocalName().equals("id")) {
                        id = withoutSuffix(xml.getElementText().strip());
                    } else if (version.isEmpty() && xml.getLocalName().equals("release")) {
                        String found = xml.getAttributeValue(null, "version");
                        version = found == null ? "" : found;
                    }
                }
            }
        } catch (XMLStreamException e) {
            troubles.lost("the metadata is broken: " + Troubles.quote(String.valueOf(e.getMessage())));
        }
        tell(id, version, architecture, troubles, facts);
    }

    private static void tell(String id, String version, String architecture, Troubles troubles, Consumer<Fact> facts) {
        new SystemPackage("flatpak", id, version, "", "", architecture, new TreeMap<>()).tell(troubles, facts);
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    /** Ids were once the names of desktop files. */
    private static String withoutSuffix(String id) {
        return id.endsWith(".desktop") ? id.substring(0, id.length() - ".desktop".length()) : id;
    }
}
