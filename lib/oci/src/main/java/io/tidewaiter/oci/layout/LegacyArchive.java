package io.tidewaiter.oci.layout;

import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.ImageConfigParser;
import io.tidewaiter.oci.json.JsonValue;
import io.tidewaiter.oci.layout.DockerArchive.Image;
import io.tidewaiter.oci.layout.LayoutFiles.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@code docker save} wrote before 1.10 (moby image-spec v1): {@code repositories} names the topmost layer of each
 * tag; a layer is a folder with {@code layer.tar} and a {@code json} that names the layer below as its parent. There is
 * no config, so no diff ids: nothing in it can be verified.
 */
final class LegacyArchive {
    private static final int IMAGES_MAX = 1000;
    private static final int LAYERS_MAX = 1000;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private LegacyArchive() {}

    /** The images, by the id of their topmost layer. */
    static List<Image> images(LayoutFiles files, byte[] repositories) throws IOException {
        TreeMap<String, List<String>> tags = new TreeMap<>();
        JsonValue names = JsonValue.object(repositories);
        for (String name : names.names()) {
            JsonValue ofName = names.get(name);
            if (!ofName.isObject()) {
                throw new IllegalArgumentException("a repository's tags are not an object");
            }
            for (String tag : ofName.names()) {
                tags.computeIfAbsent(id(ofName.text(tag)), _ -> new ArrayList<>())
                        .add(name + ":" + tag);
                if (tags.size() > IMAGES_MAX) {
                    throw new IllegalArgumentException("it names more than " + IMAGES_MAX + " images");
                }
            }
        }
        List<Image> images = new ArrayList<>();
        for (var entry : tags.entrySet()) {
            images.add(new Image(entry.getKey() + "/json", entry.getValue(), layers(files, entry.getKey()), true));
        }
        return images;
    }

    /** From the topmost layer down to the one without a parent; the lowest first. */
    private static List<String> layers(LayoutFiles files, String top) throws IOException {
        List<String> paths = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String id = top;
        while (!id.isEmpty()) {
            if (!seen.add(id) || seen.size() > LAYERS_MAX) {
                throw new IllegalArgumentException("layers are each other's parents, or more than " + LAYERS_MAX);
            }
            paths.addFirst(id + "/layer.tar");
            Optional<StoredFile> json = files.find(id + "/json");
            if (json.isEmpty()) {
                throw new IllegalArgumentException("the archive does not hold " + id + "/json");
            }
            byte[] bytes = LayoutFiles.bytes(json.get(), ImageConfigParser.CONFIG_BYTES_MAX);
            String parent = JsonValue.object(bytes).text("parent");
            id = parent.isEmpty() ? "" : id(parent);
        }
        return paths;
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("not the id of a layer: " + ForeignText.quoted(text));
        }
        return text;
    }
}
