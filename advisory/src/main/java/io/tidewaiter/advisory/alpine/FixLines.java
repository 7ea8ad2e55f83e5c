package io.tidewaiter.advisory.alpine;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fixes of a vendor that fixes one vulnerability in each of several versions of a source, and lists all of them:
 * SecureOS has {@code 9.3.0-r1} and {@code 9.3.2-r2} for one CVE. Everything below the lowest is affected, and of each
 * higher version the revisions before its own last fix. Elsewhere (Alpine, Wolfi) a second fix says that the first was not
 * enough.
 */
final class FixLines {
    private static final String SECURE_OS = "SecureOS";
    private static final String REVISION = "-r";

    private final Ecosystem ecosystem;
    private final VersionScheme order;
    private final Map<Key, List<SecdbReader.Fix>> lines = new LinkedHashMap<>();

    private record Key(String source, String name) {}

    FixLines(Ecosystem ecosystem) {
        this.ecosystem = ecosystem;
        this.order = VersionSchemes.of(ecosystem).orElseThrow();
    }

    /** Whether the fixes of that ecosystem are of this kind. */
    static boolean areOf(Ecosystem ecosystem) {
        return ecosystem.name().equals(SECURE_OS);
    }

    /** Takes a fix that names a version which can be ordered; false of any other. */
    boolean take(SecdbReader.Fix fix) {
        boolean isVersion = !fix.version().equals(SecdbReader.NEVER) && order.reads(fix.version());
        if (isVersion) {
            lines.computeIfAbsent(new Key(fix.source(), fix.name()), _ -> new ArrayList<>())
                    .add(fix);
        }
        return isVersion;
    }

    /** One statement for each source and vulnerability, under one of its fixes. */
    Map<SecdbReader.Fix, Statement> statements() {
        Map<SecdbReader.Fix, Statement> statements = new LinkedHashMap<>();
        lines.values().forEach(fixes -> statements.put(fixes.getFirst(), joined(fixes)));
        return statements;
    }

    private Statement joined(List<SecdbReader.Fix> fixes) {
        List<String> versions = new ArrayList<>();
        fixes.forEach(fix -> versions.add(fix.version()));
        versions.sort(order.sorting());
        List<RangeEvent> events = new ArrayList<>(List.of(new RangeEvent.Introduced("0")));
        String last = "";
        for (String version : versions) {
            String first = firstRevision(version);
            if (!last.isEmpty() && order.compare(first, last) != Order.GREATER) {
                events.set(events.size() - 1, new RangeEvent.Fixed(version));
                last = version;
            } else if (last.isEmpty() || order.compare(first, version) == Order.LESS) {
                if (!last.isEmpty()) {
                    events.add(new RangeEvent.Introduced(first));
                }
                events.add(new RangeEvent.Fixed(version));
                last = version;
            }
        }
        return Statement.of(ecosystem, fixes.getFirst().source(), events, VendorWord.AFFECTED);
    }

    /** {@code 9.3.2-r0} of {@code 9.3.2-r2}. */
    private static String firstRevision(String version) {
        int revision = version.lastIndexOf(REVISION);
        return (revision < 0 ? version : version.substring(0, revision)) + REVISION + "0";
    }
}
