package io.tidewaiter.match.build;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of packages that CentOS and Scientific Linux changed, most of them to take Red Hat's name out, against the
 * versions of Red Hat's advisories. The mark takes the place of the minor release, so that a build of {@code
 * 97.el7_9.5} is {@code 97.el7.centos.5} or {@code 97.sl7.5}, which rpm would put before every build of a minor release.
 * A change of its own adds numbers before the mark ({@code 0.87.0.2.el7.centos.6}).
 */
final class CentosBuilds {
    /** Behind the release: CentOS's mark, or that of Scientific Linux. */
    private static final Pattern MARK =
            Pattern.compile("(?:\\.0\\.\\d+)?\\.(?:el(\\d+)\\.centos|sl(\\d+))(?:_\\d+)?(?=\\.|$)");

    private static final Pattern MINOR = Pattern.compile("(\\.el\\d+)_\\d+");

    private CentosBuilds() {}

    /** The order of the ecosystem's builds; the scheme itself where it has no such marks. */
    static VersionScheme order(Ecosystem ecosystem, VersionScheme scheme) {
        return ecosystem.name().equals("CentOS") || ecosystem.name().equals("Scientific Linux")
                ? new Marked(scheme)
                : scheme;
    }

    private record Marked(VersionScheme rpm) implements VersionScheme {
        @Override
        public String name() {
            return rpm.name();
        }

        @Override
        public boolean reads(String version) {
            return rpm.reads(version);
        }

        @Override
        public Order compare(String left, String right) {
            return isMarked(left) || isMarked(right)
                    ? rpm.compare(withoutMark(left), withoutMark(right))
                    : rpm.compare(left, right);
        }

        private static boolean isMarked(String version) {
            return (version.contains(".centos") || version.contains(".sl"))
                    && MARK.matcher(version).find();
        }

        private static String withoutMark(String version) {
            Matcher mark = MARK.matcher(version);
            if (!mark.find()) {
                return MINOR.matcher(version).replaceAll("$1");
            }
            String release = mark.group(1) == null ? mark.group(2) : mark.group(1);
            return version.substring(0, mark.start()) + ".el" + release + version.substring(mark.end());
        }
    }
}
