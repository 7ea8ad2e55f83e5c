package io.tidewaiter.bench.throughput;

import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.decode.Decoder;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.PulledLayer;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Inflates the layers of an image and does nothing else, on one core; then catalogs it in a spare cell, as the service; in turn,
 * several times, in one process. Arguments: reference, rounds.
 */
public final class CellThroughput {
    private static final long SPARE_READY_MILLIS = 2500;

    private CellThroughput() {}

    /** Prints expanded MB/s of both and their ratio, round by round, and the median ratio. */
    public static void main(String[] arguments) throws Exception {
        try (RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none())) {
            PulledImage image = pull(client, arguments[0]);
            ImageCataloger cataloger = new ImageCataloger(CellProgram.ofService(), CatalogLimits.standard(), true);
            List<Path> stored = stored(image);
            inflate(stored);
            cataloger.catalog(image);
            List<Double> ratios = new ArrayList<>();
            for (int round = Integer.parseInt(arguments[1]); round > 0; round--) {
                Thread.sleep(SPARE_READY_MILLIS); // its start and rehearsal are not to slow the inflating down
                long start = System.nanoTime();
                long bytes = inflate(stored);
                long middle = System.nanoTime();
                Inventory inventory = cataloger.catalog(image);
                long end = System.nanoTime();
                double inflated = bytes / 1e6 / ((middle - start) / 1e9);
                double scanned = inventory.coverage().counts().expandedBytes() / 1e6 / ((end - middle) / 1e9);
                ratios.add(scanned / inflated);
                System.out.printf(
                        Locale.ROOT,
                        "inflate %.0f MB/s  scan %.0f MB/s  ratio %.2f  (%d MB, %d packages)%n",
                        inflated,
                        scanned,
                        scanned / inflated,
                        bytes / 1_000_000,
                        inventory.packages().size());
            }
            List<Double> sorted = ratios.stream().sorted().toList();
            System.out.printf(Locale.ROOT, "median ratio %.2f%n", sorted.get(sorted.size() / 2));
        }
        System.exit(0);
    }

    private static PulledImage pull(RegistryClient client, String reference) throws IOException {
        if (References.parse(reference) instanceof References.Reading.Read read
                && new ImagePuller(client).pull(read.source(), new PlatformChoice.Usual())
                        instanceof PullResult.Pulled pulled) {
            return pulled.images().getFirst();
        }
        throw new IOException("pull " + reference);
    }

    /** The layers' bytes in files of their own, which nobody digests on the way. */
    private static List<Path> stored(PulledImage image) throws IOException {
        List<Path> files = new ArrayList<>();
        for (PulledLayer layer : image.layers()) {
            Path file = Files.createTempFile("layer", ".gz");
            file.toFile().deleteOnExit();
            try (InputStream in = layer.bytes().open()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            files.add(file);
        }
        return files;
    }

    private static long inflate(List<Path> layers) throws IOException {
        long bytes = 0;
        for (Path layer : layers) {
            try (InputStream in = Files.newInputStream(layer)) {
                bytes += Decoder.decode(in, Limits.standard(), ByteSink.discard())
                        .expandedBytes();
            }
        }
        return bytes;
    }
}
