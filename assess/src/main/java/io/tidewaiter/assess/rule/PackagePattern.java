package io.tidewaiter.assess.rule;

import io.tidewaiter.version.Purl;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which packages a rule or a statement is about.
 *
 * @param name of the installed or of the source package, {@code *} allowed; empty for any
 * @param purl what it names must be in the package's purl: a version or a qualifier only where it has one; null for any
 */
record PackagePattern(Glob name, @Nullable Purl purl, VersionBounds versions) {
    static PackagePattern of(String name, @Nullable Purl purl, String versions) {
        return new PackagePattern(new Glob(name), purl, VersionBounds.parse(versions));
    }

    boolean matches(RuleSubject subject) {
        boolean named =
                name.pattern().isEmpty() || name.matches(subject.packageName()) || name.matches(subject.subjectName());
        return named && isPurl(subject) && versions.contains(subject.ecosystem(), subject.version());
    }

    private boolean isPurl(RuleSubject subject) {
        if (purl == null) {
            return true;
        }
        // Cheap first: the text of a purl begins with its type, and most packages are of another name.
        if (!subject.purl().startsWith(purl.type(), "pkg:".length())) {
            return false;
        }
        Optional<Purl> installed = Purl.parse(subject.purl());
        return installed.isPresent() && covers(purl, installed.get(), subject);
    }

    /** A statement that names a distribution's source package speaks for the binaries that were built from it. */
    private static boolean covers(Purl wanted, Purl installed, RuleSubject subject) {
        boolean name = wanted.name().equals(installed.name()) || wanted.name().equals(subject.subjectName());
        return wanted.type().equals(installed.type())
                && name
                && (wanted.namespace().isEmpty() || wanted.namespace().equals(installed.namespace()))
                && (wanted.version().isEmpty()
                        || wanted.version().equals(installed.version())
                        || wanted.version().equals(subject.version()))
                && wanted.qualifiers().entrySet().stream()
                        .allMatch(q ->
                                q.getKey().equals("repository_url") || agrees(q.getKey(), q.getValue(), installed));
    }

    /** Absent in the package is no contradiction for the architecture {@code source}, which no binary has. */
    private static boolean agrees(String key, String value, Purl installed) {
        return value.equals(installed.qualifiers().get(key)) || (key.equals("arch") && value.equals("source"));
    }
}
