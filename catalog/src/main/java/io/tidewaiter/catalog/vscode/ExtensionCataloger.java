package io.tidewaiter.catalog.vscode;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extensions of Visual Studio Code and of servers made of it, each in a folder {@code PUBLISHER.NAME-VERSION[-PLATFORM]} with
 * a manifest that says the same. What came with the editor lies in folders without a version and is of no registry; the
 * list {@code extensions.json} may have what is gone, and editors before 1.74 wrote none.
 */
public final class ExtensionCataloger implements Cataloger {
    private static final Pattern FOLDER = Pattern.compile("(?:.{0,3000}/)?([A-Za-z0-9][A-Za-z0-9-]{0,100}\\."
            + "[A-Za-z0-9][A-Za-z0-9._-]{0,200}?)-(\\d{1,10}\\.\\d{1,20}\\.\\d{1,20}(?:[-+][0-9A-Za-z.+-]{1,60}?)??)"
            + "(?:-((?:linux|alpine|darwin|win32)-(?:x64|ia32|arm64|armhf)|web|universal))?/package\\.json");

    @Override
    public String name() {
        return "vscode";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("VS Code", "vscode-extension", "Visual Studio Code, \"Extension Manifest\"")
                .reads(40, "**/PUBLISHER.NAME-VERSION[-PLATFORM]/package.json", "installed extensions");
    }

    @Override
    public List<String> endings() {
        return List.of("/package.json");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/package.json")
                && FOLDER.matcher(file.path()).matches();
    }

    @Override
    public int bytesMax() {
        return 16 << 20; // the manifest lists all that an extension contributes
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher folder = FOLDER.matcher(file.path());
        if (!folder.matches()) {
            return;
        }
        try {
            JsonReader parser = JsonFields.open(content);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            Map<String, String> manifest = JsonFields.read(parser);
            String publisher = lower(manifest.getOrDefault("publisher", ""));
            String name = lower(manifest.getOrDefault("name", ""));
            String version = manifest.getOrDefault("version", "");
            if (!lower(folder.group(1)).equals(publisher + "." + name)
                    || !folder.group(2).equals(version)) {
                return; // a folder that is called so
            }
            SortedMap<String, String> qualifiers = new TreeMap<>();
            if (folder.group(3) != null && !folder.group(3).equals("universal")) {
                qualifiers.put("platform", folder.group(3));
            }
            facts.accept(
                    new Fact.InstalledFact("vscode-extension", publisher, name, version, "", "", "", qualifiers, ""));
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("an extension's manifest", e));
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
