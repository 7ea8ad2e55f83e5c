package io.tidewaiter.advisory.updateinfo;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.PackageFixes;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A notice about updated packages while it is read, whichever form says it. */
final class Notice {
    String id = "";
    String title = "";
    String severity = "";
    String issued = "";
    String updated = "";

    private final int packagesMax;
    private final Set<String> cves = new LinkedHashSet<>();
    private final Set<String> urls = new LinkedHashSet<>();
    private final List<Rpm> packages = new ArrayList<>();
    private int read;

    Notice(int packagesMax) {
        this.packagesMax = packagesMax;
    }

    /**
     * A package that mends.
     *
     * @param module its stream, {@code php:7.4}; empty for none
     */
    record Rpm(String name, String version, String architecture, String module) {
        Rpm in(String stream) {
            return new Rpm(name, version, architecture, stream);
        }
    }

    /** A reference, which names a CVE by its id or at the beginning of its title, or leads somewhere else. */
    void reference(String reference, String headline, String url) {
        if (reference.startsWith("CVE-")) {
            cves.add(reference);
        } else if (headline.startsWith("CVE-")) {
            cves.add(headline.split(" ", 2)[0]);
        } else {
            urls.add(url);
        }
    }

    /** A package without a module, which {@link #add} takes. */
    Rpm rpm(String name, String epoch, String version, String build, String architecture) {
        if (name.isEmpty() || version.isEmpty() || build.isEmpty() || ++read > packagesMax) {
            throw new DocumentFault(id + ": a package without name, version or release, or too many");
        }
        String full = (epoch.isEmpty() || epoch.equals("0") ? "" : epoch + ":") + version + "-" + build;
        return new Rpm(name, full, architecture, "");
    }

    void add(Rpm rpm) {
        packages.add(rpm);
    }

    /**
     * Ends it: where it is about CVEs and packages, it is an advisory.
     *
     * @param module of packages that name none
     */
    void finish(FeedSink sink, Ecosystem release, Scope scope, String module) {
        PackageFixes fixes = new PackageFixes();
        for (Rpm rpm : packages) {
            if (!rpm.architecture().equals("src")) {
                String stream = rpm.module().isEmpty() ? module : rpm.module();
                fixes.add(release, rpm.name(), rpm.version(), rpm.architecture(), scope.inModule(stream));
            }
        }
        List<Statement> statements = fixes.statements();
        if (cves.isEmpty() || statements.isEmpty()) {
            return;
        }
        Heads head = Heads.ofNotice(id, List.copyOf(cves))
                .title(title)
                .rated(severity.equals("None") ? "" : severity)
                .dated(issued, updated.isEmpty() ? issued : updated);
        urls.forEach(head::reference);
        sink.advisory(new FeedAdvisory(
                head.build(), release.toString().replace(':', ' '), FeedAdvisory.Kind.NOTICE, statements));
    }
}
