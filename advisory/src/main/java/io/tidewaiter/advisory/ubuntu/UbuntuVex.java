package io.tidewaiter.advisory.ubuntu;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.openvex.OpenVexDocument;
import io.tidewaiter.vuln.openvex.OpenVexReader;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ubuntu-vex}: the documents of {@code security-metadata.canonical.com/vex/}. Products are purls such as
 * {@code pkg:deb/ubuntu/curl@7.81.0-1ubuntu1.14?arch=source&distro=jammy}: the version of a fixed one is the fix. The
 * ecosystem speaks of source packages, so the binary ones beside them are passed over.
 */
public final class UbuntuVex implements Feed {
    private final OpenVexReader reader = new OpenVexReader();

    @Override
    public String folder() {
        return "ubuntu-vex";
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
        Map<String, Set<Statement>> byName = new LinkedHashMap<>();
        for (OpenVexDocument.Statement said : vex.statements()) {
            for (String product : said.products()) {
                statement(said, product)
                        .ifPresent(statement -> byName.computeIfAbsent(said.vulnerability(), _ -> new LinkedHashSet<>())
                                .add(statement));
            }
        }
        byName.forEach((name, statements) -> {
            Heads head = Heads.ofVulnerability("UBUNTU-" + name, name)
                    .dated("", vex.timestamp())
                    .reference(name.startsWith("CVE-") ? "https://ubuntu.com/security/" + name : "");
            sink.advisory(new FeedAdvisory(head.build(), "Ubuntu", FeedAdvisory.Kind.PART, List.copyOf(statements)));
        });
    }

    private static Optional<Statement> statement(OpenVexDocument.Statement said, String product) {
        Purl purl = Purl.parse(product).orElse(null);
        if (purl == null
                || !purl.type().equals("deb")
                || !purl.qualifiers().getOrDefault("arch", "").equals("source")) {
            return Optional.empty();
        }
        Optional<Ecosystem> release = UbuntuReleases.of(purl.qualifiers().getOrDefault("distro", ""));
        boolean isFixed = said.status().equals("fixed");
        if (release.isEmpty() || (isFixed && purl.version().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (said.status()) {
                    case "fixed" -> Statement.fixed(release.get(), purl.name(), purl.version());
                    case "not_affected" ->
                        Statement.notAffected(
                                release.get(), purl.name(), said.reason().replace('_', ' '));
                    case "under_investigation" ->
                        Statement.open(
                                release.get(),
                                purl.name(),
                                VendorWord.open(FixState.UNDER_INVESTIGATION, said.reason()));
                    default ->
                        Statement.open(
                                release.get(), purl.name(), VendorWord.open(state(said.reason()), said.reason()));
                });
    }

    private static FixState state(String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (said.contains("end of life") || said.contains("end-of-life") || said.contains("end of standard support")) {
            return FixState.END_OF_LIFE;
        }
        if (said.contains("defer")) {
            return FixState.FIX_DEFERRED;
        }
        return said.contains("ignore") || said.contains("will not") ? FixState.WILL_NOT_FIX : FixState.AFFECTED;
    }
}
