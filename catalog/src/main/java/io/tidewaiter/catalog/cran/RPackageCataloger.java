package io.tidewaiter.catalog.cran;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** R packages in a library: a description that says when and with which R it was built. */
public final class RPackageCataloger implements Cataloger {
    private static final int DESCRIPTION_BYTES_MAX = 1 << 20;
    private static final int LINE_BYTES_MAX = 300;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,200}");
    private static final Pattern VERSION = Pattern.compile("\\d[0-9.-]{0,200}");

    @Override
    public String name() {
        return "cran";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("R", "cran", "Writing R Extensions, \"The DESCRIPTION file\"")
                .reads(8, "**/*/DESCRIPTION", "packages that are built, wherever their library is");
    }

    @Override
    public List<String> endings() {
        return List.of("/DESCRIPTION");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/DESCRIPTION");
    }

    @Override
    public int bytesMax() {
        return DESCRIPTION_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Map<String, String> fields = new TreeMap<>();
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.length() > LINE_BYTES_MAX ? "" : lines.text(0, LINE_BYTES_MAX);
            int colon = line.indexOf(':');
            if (colon > 0 && lines.at(0) != ' ' && lines.at(0) != '\t') {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        String name = fields.getOrDefault("Package", "");
        String version = fields.getOrDefault("Version", "");
        String folder = file.folder().substring(file.folder().lastIndexOf('/') + 1);
        if (!fields.containsKey("Built") || !name.equals(folder)) {
            return; // sources, or nothing of R's
        }
        if (NAME.matcher(name).matches() && VERSION.matcher(version).matches()) {
            facts.accept(Fact.InstalledFact.of("cran", "", name, version, ""));
        } else {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE, "", "read an R package: saw no plain name and version in it"));
        }
    }
}
