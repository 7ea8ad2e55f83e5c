package io.tidewaiter.catalog.golang;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the main module, which build information has only since Go 1.24 ({@code (devel)} before): what the build
 * was told to write into the program ({@code -ldflags "-X main.version=1.2.3"}), else the commit that it was built from,
 * as a pseudo-version (Go modules reference, "Pseudo-versions"; cmd/go, "-buildvcs").
 *
 * @param version empty where the build tells none
 * @param isCommit whether it stands for a commit of which no tag was known, so that it says nothing of how the commit
 *     stands to any tag
 */
record MainVersion(String version, boolean isCommit) {
    private static final MainVersion UNKNOWN = new MainVersion("", false);
    private static final int FLAGS_MAX = 1_000;
    private static final String SEMVER = "v?(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})";

    /** A commit that no tag comes before. */
    private static final Pattern COMMIT = Pattern.compile("v0\\.0\\.0-\\d{14}-[0-9a-f]{12}(?:\\+.*)?");

    private static final Pattern VARIABLE = Pattern.compile(
            "(.*)\\.((?:git|app|build|release|program|current|base)?_?version|ver|semver|git_?tag)",
            Pattern.CASE_INSENSITIVE);

    /** Which packages the flags are for, in front of them (cmd/go, "Compile packages and dependencies"). */
    private static final Pattern OF_PACKAGES = Pattern.compile("^[^-=\\s'\"]+=");

    /** What git describe says of changes that are not committed, which modules have behind a plus. */
    private static final String CHANGED = "-dirty";

    /** Semantic Versioning 2.0.0. */
    private static final Pattern RELEASE =
            Pattern.compile(SEMVER + "(?:-[0-9A-Za-z.-]{1,80})?(?:\\+[0-9A-Za-z.-]{1,80})?");

    /** What git describe says of a commit after a tag. */
    private static final Pattern DESCRIBED = Pattern.compile(SEMVER + "-\\d{1,9}-g[0-9a-f]{4,40}");

    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{12,64}");

    private static final Pattern TIME =
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?Z");

    /** A variable that the linker set, and the package that it is of. */
    private record Variable(String ofPackage, String name, String value) {}

    /**
     * Of a program's main module.
     *
     * @param stamped what its line says; empty where that is {@code (devel)}
     * @param settings of the build, by their keys
     */
    static MainVersion of(String path, String stamped, Map<String, String> settings) {
        boolean isCommit = COMMIT.matcher(stamped).matches();
        if (!stamped.isEmpty() && !isCommit) {
            return new MainVersion(stamped, false);
        }
        Optional<String> written = written(path, settings);
        if (written.isPresent()) {
            return new MainVersion(written.get(), false);
        }
        return isCommit
                ? new MainVersion(stamped, true)
                : commit(settings, "v0.0.0-")
                        .map(version -> new MainVersion(version, true))
                        .orElse(UNKNOWN);
    }

    /** The one that all variables agree on: those of the module's own packages, or where it has none, of others. */
    private static Optional<String> written(String path, Map<String, String> settings) {
        List<String> own = new ArrayList<>();
        List<String> others = new ArrayList<>();
        String flags =
                OF_PACKAGES.matcher(settings.getOrDefault("-ldflags", "")).replaceFirst("");
        for (Variable one : variables(flags)) {
            boolean isOwn = one.ofPackage().equals("main")
                    || one.ofPackage().equals(path)
                    || one.ofPackage().startsWith(path + '/');
            release(one.value(), settings).ifPresent((isOwn ? own : others)::add);
        }
        List<String> said = (own.isEmpty() ? others : own).stream().distinct().toList();
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    /** A version as modules have it; a commit after a tag is above the tag, which its text as such is not. */
    private static Optional<String> release(String value, Map<String, String> settings) {
        boolean isChanged = value.endsWith(CHANGED);
        String version = isChanged ? value.substring(0, value.length() - CHANGED.length()) : value;
        Matcher described = DESCRIBED.matcher(version);
        if (described.matches()) {
            int next = Integer.parseInt(described.group(3)) + 1;
            return commit(settings, "v%s.%s.%d-0.".formatted(described.group(1), described.group(2), next));
        }
        if (!RELEASE.matcher(version).matches()) {
            return Optional.empty();
        }
        String change = isChanged ? (version.indexOf('+') < 0 ? "+dirty" : ".dirty") : "";
        return Optional.of((version.startsWith("v") ? "" : "v") + version + change);
    }

    private static Optional<String> commit(Map<String, String> settings, String before) {
        String revision = settings.getOrDefault("vcs.revision", "");
        Matcher time = TIME.matcher(settings.getOrDefault("vcs.time", ""));
        if (!REVISION.matcher(revision).matches() || !time.matches()) {
            return Optional.empty();
        }
        StringBuilder version = new StringBuilder(before);
        for (int part = 1; part <= time.groupCount(); part++) {
            version.append(time.group(part));
        }
        version.append('-').append(revision, 0, 12);
        return Optional.of(
                settings.getOrDefault("vcs.modified", "").equals("true") ? version + "+dirty" : version.toString());
    }

    /** Those of {@code -X package.name=value} whose name says that they are the program's version. */
    private static List<Variable> variables(String flags) {
        List<Variable> variables = new ArrayList<>();
        List<String> words = words(flags);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean isNext = word.equals("-X") || word.equals("--X");
            if (!isNext && !word.startsWith("-X=") && !word.startsWith("--X=")) {
                continue;
            }
            String setting =
                    isNext ? (i + 1 < words.size() ? words.get(++i) : "") : word.substring(word.indexOf('=') + 1);
            int equals = setting.indexOf('=');
            Matcher variable = VARIABLE.matcher(equals < 0 ? "" : setting.substring(0, equals));
            if (variable.matches()) {
                variables.add(new Variable(variable.group(1), variable.group(2), setting.substring(equals + 1)));
            }
        }
        return variables;
    }

    /** As the go command splits flags (cmd/internal/quoted): words, of which either kind of quotes holds together one. */
    private static List<String> words(String flags) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < flags.length() && words.size() < FLAGS_MAX) {
            char first = flags.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
                continue;
            }
            boolean isQuoted = first == '\'' || first == '"';
            int from = isQuoted ? at + 1 : at;
            int end = from;
            while (end < flags.length()
                    && (isQuoted ? flags.charAt(end) != first : !Character.isWhitespace(flags.charAt(end)))) {
                end++;
            }
            words.add(flags.substring(from, end));
            at = end + 1;
        }
        return words;
    }
}
