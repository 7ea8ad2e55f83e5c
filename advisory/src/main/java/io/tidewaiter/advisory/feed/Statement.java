package io.tidewaiter.advisory.feed;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.OsvSeverity;
import io.tidewaiter.vuln.json.DocumentFault;
import java.util.List;

/**
 * What an advisory says of one package.
 *
 * @param ecosystem with its release, as the catalog names it
 * @param name as the ecosystem's advisories name the package
 * @param ranges which versions are affected; where the word is "not affected" those that are not whatever other feeds
 *     say, and none where the word only says why the feed names no version
 * @param word the vendor's word
 * @param severity vectors for this package; empty where the advisory's hold
 * @param scope of which packages of the name it speaks
 */
public record Statement(
        Ecosystem ecosystem,
        String name,
        List<VersionRange> ranges,
        VendorWord word,
        List<OsvSeverity> severity,
        Scope scope) {
    private static final RangeEvent FROM_THE_FIRST = new RangeEvent.Introduced("0");

    public Statement {
        ranges = List.copyOf(ranges);
        severity = List.copyOf(severity);
        if (name.isEmpty()) {
            throw new DocumentFault("a package without a name");
        }
    }

    /** Every version below {@code fixed} is affected. */
    public static Statement fixed(Ecosystem ecosystem, String name, String fixed) {
        return of(ecosystem, name, List.of(FROM_THE_FIRST, new RangeEvent.Fixed(fixed)), VendorWord.AFFECTED);
    }

    /** Every version is affected. */
    public static Statement open(Ecosystem ecosystem, String name, VendorWord word) {
        return of(ecosystem, name, List.of(FROM_THE_FIRST), word);
    }

    /** No version is affected, for that reason. */
    public static Statement notAffected(Ecosystem ecosystem, String name, String why) {
        return new Statement(ecosystem, name, List.of(), VendorWord.notAffected(why), List.of(), Scope.ANY);
    }

    /** These versions are not affected, for that reason, also where another feed says that they are. */
    public static Statement denied(Ecosystem ecosystem, String name, List<VersionRange> ranges, String why) {
        return new Statement(ecosystem, name, ranges, VendorWord.notAffected(why), List.of(), Scope.ANY);
    }

    /** The versions between these events are affected. */
    public static Statement of(Ecosystem ecosystem, String name, List<RangeEvent> events, VendorWord word) {
        VersionRange range = new VersionRange(VersionRange.Kind.ECOSYSTEM, events);
        return new Statement(ecosystem, name, List.of(range), word, List.of(), Scope.ANY);
    }

    /** The same for some packages of the name only. */
    public Statement within(Scope narrower) {
        return new Statement(ecosystem, name, ranges, word, severity, narrower);
    }

    /** The same in other words. */
    public Statement saying(VendorWord other) {
        return new Statement(ecosystem, name, ranges, other, severity, scope);
    }

    /** The same with the vendor's severity word. */
    public Statement rated(String severityWord) {
        return saying(word.rated(severityWord));
    }

    /** The same with vectors. */
    public Statement scored(List<OsvSeverity> vectors) {
        return new Statement(ecosystem, name, ranges, word, vectors, scope);
    }
}
