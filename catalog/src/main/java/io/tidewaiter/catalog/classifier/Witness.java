package io.tidewaiter.catalog.classifier;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * What one file says of a product that was built from source: a package in form, and none before another file agrees.
 *
 * @param name of the product
 * @param folder that the product was installed into, with a slash at its end; empty for the image's root
 * @param version that the file tells; empty for a program that only names the library that has its code
 * @param library that such a program names; empty for every other file
 * @param kind of the file
 * @param cpe the identifier of that version of the product
 */
public record Witness(String name, String folder, String version, String library, Kind kind, String cpe) {
    /** What a file is to its product. */
    public enum Kind {
        /** What the installation wrote beside the programs. */
        HEADER,
        /** A program or library. */
        PROGRAM,
        /** A program whose bytes tell the version in two forms, so that it needs no other witness. */
        PROVEN
    }

    /** The cataloger of programs, as evidence names it. */
    static final String PROGRAM = "classifier";

    /** The cataloger of what lies beside them. */
    static final String HEADER = "classifier-header";

    private static final String TYPE = "generic";
    private static final String NEEDS = "needs";
    private static final String TWICE = "twice";
    private static final String UNNAMED = "unnamed";

    /** The fact that a file yields. */
    static Fact fact(Classifier of, String version, String library) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (!library.isEmpty()) {
            attributes.put(NEEDS, library);
        }
        return fact(of, version, attributes);
    }

    /** The fact that a program yields which tells its version in two forms. */
    static Fact twice(Classifier of, String version) {
        return fact(of, version, new TreeMap<>(Map.of(TWICE, "")));
    }

    /** The fact of a program that tells its version in two forms, and whose name says nothing. */
    static Fact unnamed(Classifier of, String version) {
        return fact(of, version, new TreeMap<>(Map.of(TWICE, "", UNNAMED, "")));
    }

    private static Fact fact(Classifier of, String version, SortedMap<String, String> attributes) {
        return new Fact.InstalledFact(TYPE, "", of.name(), version, "", "", "", new TreeMap<>(), "", attributes);
    }

    /** Whether it is what a file says, and not a package. */
    public static boolean is(InstalledPackage one) {
        return isProgram(one) || one.evidence().cataloger().equals(HEADER);
    }

    /** Whether it is what a program or library says. */
    public static boolean isProgram(InstalledPackage one) {
        return one.evidence().cataloger().equals(PROGRAM);
    }

    /** Whether it is what a program says in two forms. */
    public static boolean isProven(InstalledPackage one) {
        return isProgram(one) && one.attributes().containsKey(TWICE);
    }

    /** Whether it counts only for a symbolic link that calls it what it says. */
    public static boolean isUnnamed(InstalledPackage one) {
        return isProgram(one) && one.attributes().containsKey(UNNAMED);
    }

    /** What the file said; empty where it lies under a name, by a hard link, that is none of the product's. */
    public static Optional<Witness> of(InstalledPackage one) {
        return of(one, one.evidence().path());
    }

    /** What the file said under another path, which leads to it. */
    public static Optional<Witness> of(InstalledPackage one, String path) {
        boolean isProgram = isProgram(one);
        for (Classifier classifier : Classifiers.ALL) {
            if (classifier.name().equals(one.name())) {
                return (isProgram ? classifier.program(path).map(ProgramPath::path) : classifier.header(path))
                        .map(matcher -> of(one, classifier, matcher, isProgram));
            }
        }
        return Optional.empty();
    }

    private static Kind kind(InstalledPackage one, boolean isProgram) {
        Kind program = isProven(one) ? Kind.PROVEN : Kind.PROGRAM;
        return isProgram ? program : Kind.HEADER;
    }

    private static Witness of(InstalledPackage one, Classifier classifier, Matcher path, boolean isProgram) {
        return new Witness(
                one.name(),
                path.group(1),
                one.version(),
                one.attributes().getOrDefault(NEEDS, ""),
                kind(one, isProgram),
                classifier.cpe(one.version()));
    }
}
