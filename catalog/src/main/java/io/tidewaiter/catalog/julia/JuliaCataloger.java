package io.tidewaiter.catalog.julia;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.LineFields;
import io.tidewaiter.catalog.text.Skipped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages in a depot of Julia: {@code packages/NAME/SLUG} with the project's own file. */
public final class JuliaCataloger implements Cataloger {
    private static final Pattern PATH =
            Pattern.compile("(?:.{0,3000}/)?packages/([^/]{1,200})/[A-Za-z0-9]{4,8}/(?:Julia)?Project\\.toml");
    private static final Pattern VERSION = Pattern.compile("\\d[0-9A-Za-z.+-]{0,100}");

    @Override
    public String name() {
        return "julia";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Julia", "julia", "Julia manual, \"Project.toml\"")
                .reads(9, "**/packages/*/SLUG1/Project.toml", "packages of a depot, their identifiers");
    }

    @Override
    public List<String> endings() {
        return List.of("Project.toml");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("Project.toml") && PATH.matcher(file.path()).matches();
    }

    @Override
    public int bytesMax() {
        return 1 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher path = PATH.matcher(file.path());
        Map<String, String> fields = LineFields.first(content, '=', Set.of("name", "uuid", "version"));
        String name = value(fields, "name");
        String version = value(fields, "version");
        String id = value(fields, "uuid");
        if (!path.matches() || !name.equals(path.group(1)) || id.isEmpty()) {
            return; // somebody's own project
        }
        if (!VERSION.matcher(version).matches()) {
            Skipped.tell(1, "a package of Julia", facts);
            return;
        }
        SortedMap<String, String> qualifiers = new TreeMap<>(Map.of("uuid", id));
        facts.accept(new Fact.InstalledFact("julia", "", name, version, "", "", "", qualifiers, ""));
    }

    /** A comment may follow a value. */
    private static String value(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        int end = value.startsWith("\"") ? value.indexOf('"', 1) : -1;
        return LineFields.unquoted(end < 0 ? value : value.substring(0, end + 1));
    }
}
