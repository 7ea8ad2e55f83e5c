package io.tidewaiter.catalog.rust;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs that {@code cargo install} built, by the list that it keeps above their folder: {@code "ripgrep 13.0.0
 * (registry+https://github.com/rust-lang/crates.io-index)": {"bins": ["rg"]}}. A crate of a path, of Git or of another
 * registry may have the name of somebody else's on crates.io, and is not told.
 */
public final class CargoInstallCataloger implements Cataloger {
    private static final String FILE = ".crates2.json";
    private static final int INSTALLS_MAX = 10_000;
    private static final int PROGRAMS_MAX = 1_000;

    private static final Pattern OF_CRATES_IO = Pattern.compile("([A-Za-z0-9_-]{1,100}) (\\d[0-9A-Za-z.+-]{0,100}) "
            + "\\((?:registry\\+https://github\\.com/rust-lang/crates\\.io-index"
            + "|sparse\\+https://index\\.crates\\.io/)\\)");

    private static final Pattern ANY = Pattern.compile("\\S{1,200} \\S{1,200} \\(.*\\)", Pattern.DOTALL);
    private static final Pattern PROGRAM = Pattern.compile("[^/\\x00]{1,255}");

    @Override
    public String name() {
        return "cargo-install";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("cargo install", "cargo", "The Cargo Book, \"cargo install\"")
                .reads(26, "**/.crates2.json", "crates whose programs were installed, the programs");
    }

    @Override
    public List<String> endings() {
        return List.of(FILE);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.name().equals(FILE);
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String folder = file.folder().isEmpty() ? "bin/" : file.folder() + "/bin/";
        try {
            int odd = 0;
            JsonReader parser = JsonFields.open(content);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                Skipped.tell(1, "Cargo's list of installed programs", facts);
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isList = parser.currentName().equals("installs");
                if (parser.nextToken() == JsonToken.START_OBJECT && isList) {
                    odd += installs(parser, folder, facts);
                } else {
                    parser.skipChildren();
                }
            }
            Skipped.tell(odd, "Cargo's list of installed programs", facts);
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("Cargo's list of installed programs", e));
        }
    }

    /** How many entries were none. */
    private static int installs(JsonReader parser, String folder, Consumer<Fact> facts) {
        int odd = 0;
        int installs = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            List<String> programs = new ArrayList<>();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                programs(parser, folder, programs);
            } else {
                parser.skipChildren();
            }
            Matcher crate = OF_CRATES_IO.matcher(key);
            if (crate.matches() && ++installs <= INSTALLS_MAX) {
                facts.accept(Fact.InstalledFact.of("cargo", "", crate.group(1), crate.group(2), ""));
                if (!programs.isEmpty()) {
                    facts.accept(new Fact.OwnedFact(crate.group(1), programs));
                }
            } else if (installs > INSTALLS_MAX || !ANY.matcher(key).matches()) {
                odd++;
            }
        }
        return odd;
    }

    private static void programs(JsonReader parser, String folder, List<String> programs) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isList = parser.currentName().equals("bins");
            if (parser.nextToken() != JsonToken.START_ARRAY || !isList) {
                parser.skipChildren();
                continue;
            }
            JsonToken token = parser.nextToken();
            while (token != null && token != JsonToken.END_ARRAY) {
                if (token == JsonToken.VALUE_STRING
                        && programs.size() < PROGRAMS_MAX
                        && PROGRAM.matcher(parser.getString()).matches()) {
                    programs.add(folder + parser.getString());
                } else {
                    parser.skipChildren();
                }
                token = parser.nextToken();
            }
        }
    }
}
