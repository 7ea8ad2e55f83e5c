package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.unpack.Packing;
import io.tidewaiter.vuln.EpssReader;
import io.tidewaiter.vuln.KevReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The KEV and EPSS files of a feed folder.
 *
 * @param exploited CVE ids that CISA lists
 * @param probabilities EPSS by CVE id; of several files the last by name wins, which is the newest by date
 */
record EnrichmentFiles(Set<String> exploited, Map<String, Double> probabilities) {
    private static final int KEV_BYTES_MAX = 64 << 20;
    private static final int EPSS_LINES_MAX = 5_000_000;

    static EnrichmentFiles read(FeedFolder folder, Tally tally) {
        Set<String> exploited = new TreeSet<>();
        Map<String, Double> probabilities = new TreeMap<>();
        for (FeedFolder.Input input : folder.inputs()) {
            try {
                switch (input.kind()) {
                    case KEV -> exploited.addAll(kev(input));
                    case EPSS -> probabilities.putAll(epss(input));
                    case ARCHIVE, DOCUMENT, FEED -> {}
                }
            } catch (IOException e) {
                tally.fault(input.name(), String.valueOf(e.getMessage()));
            }
        }
        return new EnrichmentFiles(exploited, probabilities);
    }

    private static Set<String> kev(FeedFolder.Input input) throws IOException {
        try (InputStream file = Files.newInputStream(input.path());
                InputStream in = Packing.plain(input.name(), file)) {
            byte[] bytes = in.readNBytes(KEV_BYTES_MAX + 1);
            Optional<Set<String>> ids = bytes.length > KEV_BYTES_MAX ? Optional.empty() : KevReader.read(bytes);
            return ids.orElseThrow(() -> new IOException("this is no KEV catalogue"));
        }
    }

    private static Map<String, Double> epss(FeedFolder.Input input) throws IOException {
        try (InputStream file = Files.newInputStream(input.path());
                InputStream in = Packing.plain(input.name(), file)) {
            return EpssReader.read(new InputStreamReader(in, StandardCharsets.UTF_8), EPSS_LINES_MAX);
        }
    }
}
