package io.tidewaiter.catalog.classifier;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One product: what its installation writes of its version, and where its programs hold the same.
 *
 * @param name of the package, and of the purl
 * @param vendor of the CPE
 * @param product of the CPE
 * @param header what its installation writes beside its programs; empty where its programs tell the version in two forms
 * @param programs its programs and libraries
 */
record Classifier(String name, String vendor, String product, Optional<Header> header, List<Program> programs) {
    /** A version before the release or a patch of it, which CPE has in a field of its own. */
    private static final Pattern EARLY = Pattern.compile("([\\d.]+)-?((?:a|alpha|b|beta|rc|RC|preview|p)\\d+)");

    private static final Pattern NOT_PLAIN = Pattern.compile("[^0-9A-Za-z._-]");

    Classifier {
        programs = List.copyOf(programs);
    }

    /**
     * A file that tells a version.
     *
     * @param shown the pattern of its path for people
     * @param path of the file; its first group is the folder that the product was installed into, with a slash at its
     *     end; empty for the image's root
     * @param version what its bytes tell; empty where it is somebody else's file of that name
     */
    record Header(String shown, Pattern path, Function<byte[], Optional<String>> version) {}

    /**
     * A kind of program or library.
     *
     * @param shown the pattern of its path for people
     * @param path of the file; the first group as in {@link Header}, a second one is the line of versions that its name
     *     has, for the literal
     * @param version the form in which its bytes hold the version, by that line
     * @param library the form in which a program that has all its code in a library names it
     * @param twice finds the versions that its bytes tell in two forms, which need no header; empty where they have one alone
     */
    record Program(
            String shown,
            Pattern path,
            Function<String, Literal> version,
            Optional<Literal> library,
            Optional<Function<byte[], List<String>>> twice) {}

    /** The match of a header's path; empty for every other. */
    Optional<Matcher> header(String path) {
        return header.map(one -> one.path().matcher(path)).filter(Matcher::matches);
    }

    /** The kind of program that a path is of. */
    Optional<ProgramPath> program(String path) {
        for (Program program : programs) {
            Matcher matcher = program.path().matcher(path);
            if (matcher.matches()) {
                return Optional.of(new ProgramPath(program, matcher));
            }
        }
        return Optional.empty();
    }

    /** The identifier of a version as CPE 2.3 writes it (NISTIR 7695, 6.2). */
    String cpe(String version) {
        Matcher early = EARLY.matcher(version);
        String release = early.matches() ? early.group(1) : version;
        String update = early.matches() ? early.group(2).toLowerCase(Locale.ROOT) : "*";
        return "cpe:2.3:a:" + vendor + ":" + product + ":"
                + NOT_PLAIN.matcher(release).replaceAll("\\\\$0") + ":" + update + ":*:*:*:*:*:*";
    }
}
