package io.tidewaiter.catalog.dotnet;

import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of a {@code .deps.json} that are there when the program runs.
 *
 * <p>The file lists what the program was compiled against as well. A library is there where a target has a file of it: code
 * ({@code runtime}), native code, resources, or any of these for some platforms only ({@code runtimeTargets}); a folder
 * that only has the place-holder {@code _._} has none. Where no target says anything of files, all are taken.
 */
final class DependencyFile {
    private static final int LIBRARIES_MAX = 100_000;
    private static final int NAME_CHARS_MAX = 256;
    private static final String RUNTIME_PACK = "runtimepack.";
    private static final Set<String> ASSETS = Set.of("runtime", "native", "resources", "runtimeTargets");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> withFiles = new HashSet<>();
    private boolean cut;
    private boolean filesCut;
    private int odd;
    private String platform = "";

    private DependencyFile() {}

    /** A NuGet package. */
    record Library(String name, String version) {}

    /**
     * What the file came to.
     *
     * @param cut whether there were more than are kept
     * @param odd packages without a plain name and version
     * @param platform that it is for, as .NET names it ({@code linux-musl-x64}); empty where it is for any
     */
    record Libraries(List<Library> all, boolean cut, int odd, String platform) {}

    /** Throws {@code JsonFault} where it is not JSON within limits; of other JSON there are no libraries. */
    static Libraries parse(JsonReader parser) {
        DependencyFile file = new DependencyFile();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String section = parser.currentName();
                boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
                if (isObject && section.equals("targets")) {
                    file.targets(parser);
                } else if (isObject && section.equals("libraries")) {
                    file.libraries(parser);
                } else if (isObject && section.equals("runtimeTarget")) {
                    String target = JsonFields.read(parser).getOrDefault("name", "");
                    file.platform = target.substring(target.indexOf('/') + 1);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Libraries(file.there(), file.cut, file.odd, file.platform);
    }

    private void targets(JsonReader parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String library = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    library(parser, library);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void library(JsonReader parser, String library) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isAsset = ASSETS.contains(parser.currentName());
            if (parser.nextToken() != JsonToken.START_OBJECT || !isAsset) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                if (!parser.currentName().endsWith("/_._")) {
                    filesCut |= withFiles.size() >= LIBRARIES_MAX;
                    if (!filesCut) {
                        withFiles.add(library);
                    }
                }
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private void libraries(JsonReader parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String library = parser.currentName();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            String type = JsonFields.read(parser).getOrDefault("type", "");
            cut |= types.size() >= LIBRARIES_MAX;
            if (!cut) {
                types.put(library, type);
            }
        }
    }

    private List<Library> there() {
        List<Library> there = new ArrayList<>();
        types.forEach((key, type) -> {
            boolean isPack = type.equals("runtimepack");
            boolean isThere = isPack || filesCut || withFiles.isEmpty() || withFiles.contains(key);
            if (isThere && (isPack || type.equals("package"))) {
                Library library = library(key);
                if (library == null) {
                    odd++;
                } else {
                    there.add(library);
                }
            }
        });
        return there;
    }

    private static @Nullable Library library(String key) {
        int slash = key.indexOf('/');
        boolean isPlain = slash > 0
                && slash < key.length() - 1
                && key.length() <= NAME_CHARS_MAX
                && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isPlain) {
            return null;
        }
        String name = key.substring(0, slash);
        String plain = name.startsWith(RUNTIME_PACK) ? name.substring(RUNTIME_PACK.length()) : name;
        return plain.isEmpty() ? null : new Library(plain, key.substring(slash + 1));
    }
}
