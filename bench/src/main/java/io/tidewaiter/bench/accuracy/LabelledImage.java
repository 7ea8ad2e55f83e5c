package io.tidewaiter.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An image of the shared data of which it is known what has to be found.
 *
 * @param shown the reference as a person types it beside a checkout
 * @param expected list of its packages, or null where there is none
 * @param oracle findings of the second implementation
 */
record LabelledImage(
        String name,
        String reference,
        String shown,
        @Nullable Path expected,
        Path oracle) {
    private static final String ORACLE = ".oracle.json";

    /** Every layout and root folder below {@code shared} that has an oracle, in the order of their names. */
    static List<LabelledImage> in(Path shared) throws IOException {
        List<LabelledImage> images = new ArrayList<>(below(shared, "images", "oci:"));
        images.addAll(below(shared, "rootfs", "dir:"));
        return images;
    }

    private static List<LabelledImage> below(Path shared, String folder, String form) throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        Path parent = shared.resolve("data").resolve(folder);
        try (Stream<Path> oracles = Files.list(parent)) {
            for (Path oracle :
                    oracles.filter(f -> f.toString().endsWith(ORACLE)).sorted().toList()) {
                String file = oracle.getFileName().toString();
                String name = file.substring(0, file.length() - ORACLE.length());
                Path expected = parent.resolve(name + ".expected.json");
                images.add(new LabelledImage(
                        name,
                        form + parent.resolve(name),
                        form + "../shared/data/" + folder + "/" + name,
                        Files.exists(expected) ? expected : null,
                        oracle));
            }
        }
        images.sort(Comparator.comparing(LabelledImage::name));
        return images;
    }
}
