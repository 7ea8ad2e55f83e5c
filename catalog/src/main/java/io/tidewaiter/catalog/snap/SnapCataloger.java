package io.tidewaiter.catalog.snap;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.SourcelessDebs;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * snapcraft.yaml reference, "snap.yaml" and "manifest.yaml": the metadata of an unpacked snap, the Debian packages that
 * were staged into it, and the list of those that a base snap is made of.
 */
public final class SnapCataloger implements Cataloger {
    private static final List<String> PLACES =
            List.of("meta/snap.yaml", "snap/manifest.yaml", "usr/share/snappy/dpkg.yaml", "usr/share/snappy/dpkg.list");

    private static final int LINE_BYTES_MAX = 4096;

    @Override
    public String name() {
        return "snap";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("snap", "snap, deb", "Snapcraft documentation")
                .reads(3, "**/meta/snap.yaml", "the snap")
                .reads(3, "**/snap/manifest.yaml", "the snap, Debian packages staged into it")
                .reads(3, "**/usr/share/snappy/dpkg.{yaml,list}", "Debian packages of a base snap");
    }

    @Override
    public List<String> endings() {
        return List.of(".yaml", "dpkg.list");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return (path.endsWith(".yaml") || path.endsWith("dpkg.list"))
                && !place(path).isEmpty();
    }

    private static String place(String path) {
        for (String place : PLACES) {
            int rest = path.length() - place.length();
            if (path.endsWith(place) && (rest == 0 || path.charAt(rest - 1) == '/')) {
                return place;
            }
        }
        return "";
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        SourcelessDebs debs = new SourcelessDebs(troubles, facts);
        switch (place(file.path())) {
            case "usr/share/snappy/dpkg.yaml" ->
                SnapYaml.of(content).list("packages").forEach(debs::add);
            case "usr/share/snappy/dpkg.list" -> listing(content, debs);
            default -> {
                SnapYaml yaml = SnapYaml.of(content);
                List<String> architectures = yaml.list("architectures");
                new SystemPackage(
                                "snap",
                                yaml.word("name"),
                                yaml.word("version"),
                                "",
                                "",
                                architectures.size() == 1 ? architectures.getFirst() : "",
                                new TreeMap<>())
                        .tell(troubles, facts);
                yaml.list("primed-stage-packages").forEach(debs::add);
            }
        }
        debs.finish();
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    /** What {@code dpkg -l} prints: wanted and actual state, name, version, architecture, description. */
    private static void listing(byte[] content, SourcelessDebs debs) {
        Lines lines = new Lines(content);
        while (lines.next()) {
            String[] words = lines.text(0, LINE_BYTES_MAX).split(" +", 5);
            boolean isPackage = words.length >= 4 && (words[0].length() == 2 || words[0].length() == 3);
            if (isPackage && "uihrp".indexOf(words[0].charAt(0)) >= 0 && "iUFHWt".indexOf(words[0].charAt(1)) >= 0) {
                int colon = words[1].indexOf(':');
                debs.add(colon < 0 ? words[1] : words[1].substring(0, colon), words[2], words[3]);
            }
        }
    }
}
