package io.tidewaiter.model.assess;

import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import java.util.List;

/**
 * A vulnerability in an image: one match with all the installed packages that it speaks for.
 *
 * @param packages the binaries of the matched subject, sorted; never empty
 * @param remediation what to do, one sentence
 */
public record Finding(Match match, List<InstalledPackage> packages, String remediation) {
    public Finding {
        packages = packages.stream().sorted().distinct().toList();
        if (packages.isEmpty()) {
            throw new IllegalArgumentException(
                    "a finding has a package: " + match.vulnerability().id());
        }
    }

    /** Whether all its packages came with the base: a new base may mend it, and nothing in the image's own layers. */
    public boolean isOf(BaseImage base) {
        return packages.stream().allMatch(base::brought);
    }

    /** Stable over scans: vulnerability, ecosystem, subject and version. */
    public String key() {
        return match.vulnerability().id()
                + '|'
                + match.ecosystem()
                + '|'
                + match.subjectName()
                + '|'
                + match.subjectVersion();
    }
}
