package io.tidewaiter.catalog.perl;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distributions of Perl modules: what cpanm wrote of each, else the log that ExtUtils::MakeMaker keeps of every
 * installation, in which a distribution goes by its main module's name.
 */
public final class PerlCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 16 << 20;
    private static final int LINE_BYTES_MAX = 1000;
    private static final int MODULES_MAX = 100_000;
    private static final String RECEIPT = "/install.json";
    private static final String LOG = "perllocal.pod";
    private static final String LIST = "/.packlist";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.+-]{0,200}");
    private static final Pattern VERSION = Pattern.compile("v?\\d[0-9A-Za-z._-]{0,100}");
    private static final Pattern MODULE = Pattern.compile("=head2 .{0,200}C<Module> L<([^|>]{1,200})[|>].*");
    private static final Pattern SAID_VERSION = Pattern.compile("C<VERSION: ([^>]{1,100})>");

    @Override
    public String name() {
        return "perl";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Perl", "cpan", "App::cpanminus, ExtUtils::MakeMaker, perllocal(1)")
                .reads(9, "**/.meta/*/install.json", "distributions that cpanm installed")
                .reads(9, "**/perllocal.pod", "distributions by their main module, the last version of each")
                .reads(9, "**/auto/Foo/Bar/.packlist", "files that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(RECEIPT, LOG, LIST);
    }

    @Override
    public boolean wants(FileEntry file) {
        return (file.path().endsWith(RECEIPT) && file.path().contains("/.meta/"))
                || file.path().endsWith("/" + LOG)
                || (file.path().endsWith(LIST) && file.path().contains("/auto/"));
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.name().equals(LOG)) {
            log(content, facts);
        } else if (file.path().endsWith(LIST)) {
            list(file.folder(), content, facts);
        } else {
            receipt(content, facts);
        }
    }

    private static void receipt(byte[] content, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            Map<String, String> fields =
                    parser.nextToken() == JsonToken.START_OBJECT ? JsonFields.read(parser) : Map.of();
            String version = fields.getOrDefault("version", "");
            String whole = fields.getOrDefault("dist", "");
            String name = whole.endsWith("-" + version)
                    ? whole.substring(0, whole.length() - version.length() - 1)
                    : fields.getOrDefault("name", "").replace("::", "-");
            tell(name, version, facts);
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("what cpanm wrote of a distribution", e));
        }
    }

    private static void log(byte[] content, Consumer<Fact> facts) {
        SortedMap<String, String> versions = new TreeMap<>();
        String module = "";
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.length() > LINE_BYTES_MAX ? "" : lines.text(0, LINE_BYTES_MAX);
            Matcher head = line.startsWith("=head2") ? MODULE.matcher(line) : null;
            if (head != null) {
                module = head.matches() ? head.group(1) : "";
            } else if (!module.isEmpty() && line.startsWith("C<VERSION:")) {
                Matcher version = SAID_VERSION.matcher(line);
                if (version.matches() && versions.size() < MODULES_MAX) {
                    versions.put(module.replace("::", "-"), version.group(1).strip());
                }
            }
        }
        versions.forEach((name, version) -> tell(name, version, facts));
    }

    private static void tell(String name, String version, Consumer<Fact> facts) {
        if (NAME.matcher(name).matches() && VERSION.matcher(version).matches()) {
            facts.accept(Fact.InstalledFact.of("cpan", "", name, version, ""));
        } else {
            Skipped.tell(1, "the record of a Perl distribution", facts);
        }
    }

    /** Absolute paths, which attributes may follow. */
    private static void list(String folder, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(content.length, troubles, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.length() > LINE_BYTES_MAX ? "" : lines.text(0, LINE_BYTES_MAX);
            int attributes = line.indexOf(" type=");
            String path = attributes < 0 ? line : line.substring(0, attributes);
            if (path.startsWith("/")) {
                owned.add("", path);
            }
        }
        owned.finish(folder.substring(folder.lastIndexOf("/auto/") + 6).replace('/', '-'));
        troubles.finish();
    }
}
