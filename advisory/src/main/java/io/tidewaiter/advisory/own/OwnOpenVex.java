package io.tidewaiter.advisory.own;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.vuln.openvex.OpenVexDocument;
import io.tidewaiter.vuln.openvex.OpenVexReader;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user's own OpenVEX documents: what they say of packages, wherever these are installed. A statement about an image, or
 * about a part of one product, holds there only; such a document is given to a scan or to a rule instead.
 */
public final class OwnOpenVex implements Feed {
    /** Statuses that take something out. */
    private static final Set<String> HIDING = Set.of("not_affected", "fixed");

    private final OpenVexReader reader = new OpenVexReader();

    @Override
    public String folder() {
        return "openvex";
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return OpenVexReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        OpenVexDocument vex = reader.read(document);
        Map<String, OwnWords> words = new LinkedHashMap<>();
        Map<String, Set<String>> aliases = new LinkedHashMap<>();
        vex.inOrderOfTime().stream() // the latest counts
                .filter(said -> !HIDING.contains(said.status()) || !sink.isToCome(vex.said(said)))
                .forEach(said -> {
                    OwnWords of = words.computeIfAbsent(said.vulnerability(), _ -> new OwnWords());
                    aliases.computeIfAbsent(said.vulnerability(), _ -> new LinkedHashSet<>())
                            .addAll(said.aliases());
                    statement(said, of, sink);
                });
        words.forEach((vulnerability, of) -> {
            List<Statement> statements = of.statements(false, List.of());
            if (!statements.isEmpty()) {
                Heads head = Heads.ofVulnerability(id(vex, vulnerability), vulnerability)
                        .also(aliases.getOrDefault(vulnerability, Set.of()))
                        .dated("", vex.timestamp())
                        .reference(vex.id());
                sink.advisory(new FeedAdvisory(head.build(), author(vex.author()), FeedAdvisory.Kind.USER, statements));
            }
        });
    }

    private static String id(OpenVexDocument vex, String vulnerability) {
        String id = vex.id().isEmpty() ? "OpenVEX" : vex.id();
        return (id.length() <= 160 ? id : id.substring(id.length() - 160)) + " " + vulnerability;
    }

    static String author(String name) {
        String line = name.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
        String cut = line.length() <= 80 ? line : line.substring(0, 80);
        return cut.isEmpty() ? "VEX" : "VEX of " + cut;
    }

    private static void statement(OpenVexDocument.Statement said, OwnWords words, FeedSink sink) {
        Set<String> narrowed = new LinkedHashSet<>();
        said.parts().forEach(part -> narrowed.add(part.product()));
        if (said.products().isEmpty()) {
            sink.note("a statement on " + said.vulnerability() + " names no product");
        }
        for (String product : said.products()) {
            Optional<PurlPackages.Named> of = narrowed.contains(product) ? Optional.empty() : PurlPackages.of(product);
            if (of.isEmpty()) {
                sink.note("it speaks of " + product + ", which is no package of an ecosystem"
                        + (narrowed.contains(product) ? " but parts of it" : ""));
            } else {
                word(said, of.get(), words);
            }
        }
    }

    private static void word(OpenVexDocument.Statement said, PurlPackages.Named of, OwnWords words) {
        String reason = said.reason().replace('_', ' ');
        switch (said.status()) {
            case "not_affected" -> words.notAffected(of, OwnWords.versions(of.version()), reason);
            case "fixed" -> {
                if (of.version().isEmpty()) {
                    words.notAffected(of, OwnWords.versions(""), reason);
                } else {
                    words.fixed(of, of.version(), reason.isEmpty() ? "fixed" : reason);
                }
            }
            case "under_investigation" ->
                words.affected(
                        of, OwnWords.versions(of.version()), VendorWord.open(FixState.UNDER_INVESTIGATION, reason));
            default ->
                words.affected(of, OwnWords.versions(of.version()), VendorWord.open(FixState.AFFECTED, said.reason()));
        }
    }
}
