package io.tidewaiter.report;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.VerifiedStream;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.vuln.CvssScore;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What several formats say in the same words, foreign text in it made harmless and cut. */
final class FindingText {
    /** The causes of rules, exemptions and VEX, before what says so. */
    private static final Pattern JUDGED =
            Pattern.compile("(?:VexNotAffected|VexFixed|DisabledByRule|Exempt|Ignored) by ");

    static final int TEXT_MAX = 4_000;
    static final int LINE_MAX = 250;

    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

    private static final String NO_TIME = "1970-01-01T00:00:00Z";

    private FindingText() {}

    static String state(FixState state) {
        return switch (state) {
            case FIXED -> "fixed, version not named";
            case AFFECTED -> "no fix yet";
            case FIX_DEFERRED -> "put off";
            case WILL_NOT_FIX -> "will not be fixed";
            case END_OF_LIFE -> "end of life";
            case UNDER_INVESTIGATION -> "not decided";
        };
    }

    /** The fixed version, or the vendor's word where there is none. */
    static String fix(Match match) {
        return match.fixedVersion().isEmpty() ? state(match.fixState()) : "fixed in " + line(match.fixedVersion());
    }

    /** For example {@code CVE-2026-1 in openssl 3.0.11-1 (High): fixed in 3.0.12-1}. */
    static String sentence(Finding finding) {
        Match match = finding.match();
        return line(match.vulnerability().id()) + " in " + line(match.subjectName()) + " "
                + line(match.subjectVersion()) + " ("
                + match.vulnerability().severity().label() + "): " + fix(match);
    }

    static String line(String foreign) {
        return PlainText.of(foreign, LINE_MAX);
    }

    static String text(String foreign) {
        return PlainText.of(foreign, TEXT_MAX);
    }

    /** The line, or what stands for it where there is none and the format asks for one. */
    static String line(String foreign, String otherwise) {
        String line = line(foreign);
        return line.isBlank() ? otherwise : line;
    }

    /** The name of a package as its ecosystem writes it; where that is empty, the one of its package URL, which never is. */
    static String name(InstalledPackage installed) {
        return installed.name().isBlank() ? installed.purl().name() : installed.name();
    }

    /** The name that the advisory goes by; where it has none, that of the first package. */
    static String name(Finding finding) {
        String subject = finding.match().subjectName();
        return subject.isBlank() ? name(finding.packages().getFirst()) : subject;
    }

    /** Where an image was read from, which every format asks for. */
    static String reference(ScanResult result) {
        return line(result.image().reference(), "unnamed");
    }

    /** For example {@code layer 2: usr/lib/x.jar: the zip ends early}. */
    static String fact(CoverageFact fact) {
        String layer = fact.layer() < 0 ? "" : "layer " + fact.layer() + ": ";
        String path = fact.path().isEmpty() ? "" : PlainText.of(fact.path(), TEXT_MAX) + ": ";
        return layer + path + text(fact.detail());
    }

    static String level(Coverage coverage) {
        return coverage.level().name().toLowerCase(Locale.ROOT);
    }

    /** The verdict with its cause, as one sentence. */
    static String verdict(ScanResult result) {
        String cause = result.assessment().verdict().cause();
        return result.assessment().verdict().health().label() + (cause.isEmpty() ? "" : " (" + cause + ")");
    }

    /** Verdict, coverage, advisories and catalog: for formats that have one place for such things. */
    static String account(ScanResult result) {
        AdvisorySnapshot advisories = result.assessment().advisories();
        String digest = advisories.digest().isEmpty() ? "none" : advisories.digest();
        return "verdict " + verdict(result) + ", coverage "
                + level(result.assessment().coverage()) + ", "
                + result.suppressed().size() + " suppressed, advisories " + digest + ", catalog "
                + result.inventory().catalogVersion();
    }

    /** The highest base score, or a negative number where no vector is known. */
    static double score(Finding finding) {
        return finding.match().vulnerability().cvss().stream()
                .mapToDouble(CvssScore::baseScore)
                .max()
                .orElse(-1);
    }

    /**
     * The text where it is a date with a time by RFC 3339, as the formats ask for; one without a zone is of UTC. Empty
     * where it is no time.
     */
    static String instant(String text) {
        for (String time : List.of(text, text + "Z")) {
            if (DATE_TIME.matcher(time).matches()) {
                try {
                    OffsetDateTime.parse(time);
                    return time;
                } catch (DateTimeException e) {
                    return ""; // the 99th of a month
                }
            }
        }
        return "";
    }

    /** Whether a text can be shown as a link, and is a URI by RFC 3986, which the formats ask for. */
    static boolean isLink(String url) {
        boolean isWeb = url.startsWith("https://") || url.startsWith("http://");
        return isWeb
                && url.length() < 2_000
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"<>\\^`{|}'".indexOf(c) < 0)
                && isUri(url);
    }

    private static boolean isUri(String url) {
        try {
            return new URI(url).getRawAuthority() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /**
     * The time that a document bears where its format asks for one: when the newest advisory was changed, so that equal
     * input gives equal bytes; the beginning of 1970 where there is none.
     */
    static String time(ScanResult result) {
        return result.assessment().advisories().feeds().stream()
                .map(AdvisorySnapshot.Feed::newest)
                .filter(newest -> newest.endsWith("Z") && !instant(newest).isEmpty())
                .map(newest -> newest.substring(0, NO_TIME.length() - 1) + "Z")
                .max(String::compareTo)
                .orElse(NO_TIME);
    }

    /** The same image, catalog and advisories always get the same name. */
    static UUID serial(ScanResult result) {
        String seed = result.image().reference()
                + '\n'
                + result.image().digest()
                + '\n'
                + result.inventory().catalogVersion()
                + '\n'
                + result.assessment().advisories().digest();
        return named(ContentHash.md5().digest(seed.getBytes(StandardCharsets.UTF_8)));
    }

    /** A name-based UUID (RFC 9562 5.3). {@link UUID#nameUUIDFromBytes} first starts the JDK's providers: 10 ms. */
    private static UUID named(byte[] md5) {
        ByteBuffer words = ByteBuffer.wrap(md5);
        return new UUID((words.getLong() & ~0xf000L) | 0x3000, (words.getLong() & (-1L >>> 2)) | Long.MIN_VALUE);
    }

    static String sha256(String text) {
        return VerifiedStream.digest("sha256", text.getBytes(StandardCharsets.UTF_8))
                .hex();
    }

    /** Whether a rule, an exemption or VEX took it out of the count; else an option shows less, or a better word rules. */
    static boolean isJudged(SuppressedFinding suppressed) {
        return JUDGED.matcher(suppressed.rule()).lookingAt();
    }

    /** What was hidden and by what, for formats that have no place for it. */
    static String suppressed(SuppressedFinding suppressed) {
        return "not counted: " + sentence(suppressed.finding()) + ": " + text(suppressed.rule());
    }
}
