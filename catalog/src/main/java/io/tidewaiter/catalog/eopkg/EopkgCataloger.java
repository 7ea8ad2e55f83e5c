package io.tidewaiter.catalog.eopkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
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

/** eopkg(1): a folder {@code NAME-VERSION-RELEASE} of each package, with its metadata and the list of its files. */
public final class EopkgCataloger implements Cataloger {
    private static final Pattern PLACE = Pattern.compile(
            "(?:.*/)?lib/(?:eopkg|pisi)/package/([^/\\s]{1,200})-([^-/\\s]{1,100}-[^-/\\s]{1,40})/(?:metadata|files)\\.xml");

    @Override
    public String name() {
        return "eopkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("eopkg", "eopkg", "eopkg(1)")
                .reads(24, "**/var/lib/eopkg/package/tool-1.0-2/metadata.xml", "packages")
                .reads(24, "**/var/lib/eopkg/package/tool-1.0-2/files.xml", "files that a package owns");
    }

    @Override
    public List<String> endings() {
        return List.of("/metadata.xml", "/files.xml");
    }

    @Override
    public boolean wants(FileEntry file) {
        return (file.path().contains("lib/eopkg/") || file.path().contains("lib/pisi/"))
                && PLACE.matcher(file.path()).matches();
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher place = PLACE.matcher(file.path());
        Troubles troubles = new Troubles(facts);
        if (place.matches() && file.name().startsWith("metadata")) {
            new SystemPackage("eopkg", place.group(1), place.group(2), "", "", "", new TreeMap<>())
                    .tell(troubles, facts);
            facts.accept(new OpenedFact(Opened.DATABASE, 1));
        } else if (place.matches()) {
            own(file, place.group(1), content, troubles, facts);
        }
        troubles.finish();
    }

    private static void own(FileEntry file, String owner, byte[] content, Troubles troubles, Consumer<Fact> facts) {
        String root = RootPath.of(file.path(), file.path().contains("lib/pisi/") ? "lib/pisi/" : "lib/eopkg/");
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        try {
            XMLStreamReader xml = XmlReading.open(content);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Path")) {
                    owned.add("", xml.getElementText().strip());
                }
            }
        } catch (XMLStreamException e) {
            troubles.odd("the list of files is broken: " + Troubles.quote(String.valueOf(e.getMessage())));
        }
        owned.finish(owner);
    }
}
