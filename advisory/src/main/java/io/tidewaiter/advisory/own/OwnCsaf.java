package io.tidewaiter.advisory.own;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.csaf.CsafFeed;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.csaf.CsafWords;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersText;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.Times;
import io.tidewaiter.vuln.csaf.CsafDocument;
import io.tidewaiter.vuln.csaf.CsafProduct;
import io.tidewaiter.vuln.csaf.CsafReader;
import io.tidewaiter.vuln.csaf.CsafVulnerability;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * CSAF documents that lie in no vendor's folder. Those of a vendor that we know are read as its own are; of all others the
 * products that have a package URL count, which stands for the package wherever it is installed. A component of a product
 * is vulnerable, or not, in that product only, and is left out.
 */
public final class OwnCsaf implements Feed {
    private final CsafReader reader = new CsafReader();
    private final List<CsafVendor> vendors;

    /** Knows these vendors by their publishers' names. */
    public OwnCsaf(List<CsafVendor> vendors) {
        this.vendors = List.copyOf(vendors);
    }

    @Override
    public String folder() {
        return "csaf";
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json");
    }

    @Override
    public long documentBytesMax() {
        return CsafReader.BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream in, FeedSink sink) {
        CsafDocument document = reader.read(in);
        if (document.state().equals("draft")) {
            throw new DocumentFault("a draft");
        }
        Optional<CsafVendor> vendor = vendors.stream()
                .filter(one -> one.isPublisher(document.publisher()))
                .findFirst();
        if (vendor.isPresent()) {
            CsafFeed.tell(vendor.get(), document, sink);
        } else {
            document.vulnerabilities().forEach(one -> tell(document, one, sink));
        }
    }

    private static void tell(CsafDocument document, CsafVulnerability vulnerability, FeedSink sink) {
        String name = vulnerability.name();
        if (name.isEmpty()) {
            sink.refuse("a vulnerability", "it has neither a CVE nor another id");
            return;
        }
        boolean isVex = document.category().equals("csaf_vex");
        List<Statement> said = words(document, vulnerability, sink).statements(!isVex, List.of());
        boolean takesOut = said.stream().anyMatch(one -> one.word().isNotAffected());
        List<Statement> statements = takesOut && sink.isToCome(Times.instant(document.modified(), Instant.MIN))
                ? said.stream().filter(one -> !one.word().isNotAffected()).toList()
                : said;
        if (statements.isEmpty()) {
            return;
        }
        String id = document.vulnerabilities().size() == 1 ? document.id() : document.id() + " " + name;
        Heads head = Heads.ofVulnerability(id, name)
                .also(vulnerability.ids())
                .title(vulnerability.title().isEmpty() ? document.title() : vulnerability.title())
                .dated(document.published(), document.modified())
                .rated(document.severity())
                .weak(vulnerability.weaknesses())
                .reference(document.self());
        vulnerability.scores().forEach(score -> head.scored(score.text()));
        vulnerability.remediations().forEach(one -> head.reference(one.url()));
        sink.advisory(new FeedAdvisory(
                head.build(), OwnOpenVex.author(document.publisher()), FeedAdvisory.Kind.USER, statements));
    }

    private static OwnWords words(CsafDocument document, CsafVulnerability vulnerability, FeedSink sink) {
        OwnWords words = new OwnWords();
        for (String status : List.of(
                "under_investigation",
                "known_affected",
                "first_affected",
                "last_affected",
                "first_fixed",
                "fixed",
                "known_not_affected")) {
            for (String product : vulnerability.products(status)) {
                Optional<PurlPackages.Named> of = named(document, product);
                if (of.isEmpty()) {
                    sink.note("it speaks of " + product + ", which is no package of an ecosystem");
                } else {
                    Meant meant = new Meant(product, of.get(), ranges(document, product, of.get()));
                    if (meant.ranges().isEmpty()) {
                        sink.refuse(product, "a range of versions that cannot be read");
                    } else {
                        word(vulnerability, status, meant, words);
                    }
                }
            }
        }
        return words;
    }

    /**
     * What a product id stands for.
     *
     * @param ranges its versions; empty where they cannot be read
     */
    private record Meant(String product, PurlPackages.Named of, List<VersionRange> ranges) {}

    private static void word(CsafVulnerability vulnerability, String status, Meant meant, OwnWords words) {
        PurlPackages.Named of = meant.of();
        String version = of.version();
        switch (status) {
            case "known_not_affected" ->
                words.notAffected(
                        of,
                        meant.ranges(),
                        CsafWords.of(vulnerability, meant.product(), "not affected")
                                .note());
            case "fixed", "first_fixed" -> {
                if (version.isEmpty()) {
                    words.notAffected(of, meant.ranges(), "fixed");
                } else {
                    words.fixed(of, version, "fixed");
                }
            }
            case "first_affected" ->
                words.affected(of, version.isEmpty() ? meant.ranges() : from(version), VendorWord.AFFECTED);
            case "last_affected" ->
                words.affected(of, version.isEmpty() ? meant.ranges() : upTo(version), VendorWord.AFFECTED);
            default -> {
                String word = status.equals("under_investigation") ? "under investigation" : status;
                words.affected(of, meant.ranges(), CsafWords.of(vulnerability, meant.product(), word));
            }
        }
    }

    private static List<VersionRange> upTo(String version) {
        return VersText.parse("<=" + version).orElse(List.of());
    }

    private static List<VersionRange> from(String version) {
        return List.of(new VersionRange(VersionRange.Kind.ECOSYSTEM, List.of(new RangeEvent.Introduced(version))));
    }

    /** With the version of the purl, else with the name of a branch that is one. */
    private static Optional<PurlPackages.Named> named(CsafDocument document, String product) {
        CsafProduct found = document.products().get(product);
        if (found == null) {
            return Optional.empty();
        }
        boolean isVersion = found.category().equals("product_version");
        return PurlPackages.of(found.purl())
                .map(of -> of.version().isEmpty() && isVersion
                        ? new PurlPackages.Named(of.ecosystem(), of.name(), found.branch())
                        : of);
    }

    private static List<VersionRange> ranges(CsafDocument document, String id, PurlPackages.Named of) {
        CsafProduct product = document.products().get(id);
        if (product == null || !product.category().equals("product_version_range")) {
            return OwnWords.versions(of.version());
        }
        return VersionSchemes.of(of.ecosystem())
                .map(scheme -> VersText.parse(product.branch(), scheme))
                .orElseGet(() -> VersText.parse(product.branch()))
                .orElse(List.of());
    }
}
