package io.tidewaiter.catalog.javaarchive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who an archive is, decided from what it says in this order: the pom.properties that fits its file name; a Jenkins
 * plugin's attributes; the folders of a local repository; name and version from file name and attributes with a group that
 * the symbolic name proves or that we know; the only pom.properties of a renamed file. A group is never guessed: without one
 * the answer is {@link Unknown}.
 */
sealed interface JarIdentity {
    /** What a library for a version of Scala ends with (sbt manual, "Cross-building"). */
    Pattern SCALA = Pattern.compile("_(?:2\\.1[0-9]|3)$");

    /** What a product's own archive has another name for than Maven Central. */
    Map<String, String> PUBLISHED = Map.of("apache-cassandra", "cassandra-all");

    /** The compiler that Tomcat and others bring along; downloads of Eclipse have its release in the file's name. */
    String COMPILER = "org.eclipse.jdt.core.compiler.batch";

    /** What Eclipse's builds end a bundle's version with, {@code 3.26.0.v20210609-0549}. */
    Pattern BUILT = Pattern.compile("\\.v\\d{8}.*");

    /** The vendor of many projects, of which each has a group of its own. */
    String FOUNDATION = "org.apache";

    /**
     * It is the artifact of {@code poms.get(index)}.
     *
     * @param version what file name or attributes tell, for a descriptor that does not
     */
    record Described(int index, String version) implements JarIdentity {}

    /** It is this artifact, though it holds no descriptor of its own. */
    record Inferred(Coordinates coordinates) implements JarIdentity {}

    /**
     * It is not known which artifact it is.
     *
     * @param versioned whether its file name has a version, as that of a library has
     */
    record Unknown(String name, String version, boolean versioned) implements JarIdentity {}

    /** Decides; {@code poms} are those of the archive itself, without the ones of archives in it. */
    static JarIdentity of(String path, List<Coordinates> poms, JarAttributes attributes) {
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        ArchiveName name = ArchiveName.of(
                fileName, List.of(attributes.version("implementation-version"), attributes.version("bundle-version")));
        int fitting = fitting(name.stem(), poms);
        if (fitting >= 0) {
            return new Described(fitting, version(name, attributes));
        }
        Optional<Coordinates> inferred = jenkinsPlugin(fileName, attributes)
                .or(() -> RepositoryPath.of(path))
                .or(() -> inferred(name, attributes));
        if (inferred.isPresent()) {
            return new Inferred(inferred.get());
        }
        if (poms.size() == 1) {
            return new Described(0, version(name, attributes));
        }
        Optional<Coordinates> ofQuarkus = QuarkusLibrary.of(path, name.name(), name.version());
        return ofQuarkus.isPresent()
                ? new Inferred(ofQuarkus.get())
                : new Unknown(
                        name.name(), version(name, attributes), !name.version().isEmpty());
    }

    /** The pom whose artifact the file name begins with, the longest one, then the one whose version follows. */
    private static int fitting(String stem, List<Coordinates> poms) {
        int best = -1;
        long bestScore = 0;
        for (int i = 0; i < poms.size(); i++) {
            String artifact = poms.get(i).artifact();
            String versioned = artifact + "-" + poms.get(i).version();
            boolean begins = stem.equals(artifact) || stem.startsWith(artifact + "-");
            boolean exact = stem.equals(versioned) || stem.startsWith(versioned + "-");
            long score = begins ? 2L * artifact.length() + (exact ? 1 : 0) : 0;
            if (score > bestScore) {
                best = i;
                bestScore = score;
            }
        }
        return best;
    }

    private static Optional<Coordinates> jenkinsPlugin(String fileName, JarAttributes attributes) {
        String group = attributes.coordinate("group-id");
        String artifact = attributes.coordinate("short-name");
        return ArchiveName.isJenkinsPlugin(fileName) && !group.isEmpty() && !artifact.isEmpty()
                ? Optional.of(new Coordinates(group, artifact, attributes.version("plugin-version")))
                : Optional.empty();
    }

    private static Optional<Coordinates> inferred(ArchiveName name, JarAttributes attributes) {
        String version = version(name, attributes);
        String title = attributes.coordinate("implementation-title");
        for (String artifact : List.of(PUBLISHED.getOrDefault(name.name(), name.name()), title)) {
            String checked = Coordinates.checked(artifact);
            String group = checked.isEmpty() ? "" : group(checked, version, attributes);
            if (!group.isEmpty()) {
                return Optional.of(new Coordinates(group, checked, version));
            }
        }
        return prefixed(name.name(), version).or(() -> bundle(attributes));
    }

    /** Quarkus names a library {@code GROUP.ARTIFACT-VERSION.jar}; which dot parts them tells only a group that we know. */
    private static Optional<Coordinates> prefixed(String name, String version) {
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            String artifact = Coordinates.checked(name.substring(dot + 1));
            if (!artifact.isEmpty() && KnownGroups.of(artifact, version).equals(name.substring(0, dot))) {
                return Optional.of(new Coordinates(name.substring(0, dot), artifact, version));
            }
        }
        return Optional.empty();
    }

    /**
     * The last part of the symbolic name is the artifact where its group, as we know it, goes on from what is before with what
     * the artifact begins with: Tomcat's {@code catalina.jar} is the bundle {@code org.apache.tomcat-catalina}. The version of
     * such a bundle is the artifact's; the implementation's may be that of a specification.
     */
    private static Optional<Coordinates> bundle(JarAttributes attributes) {
        String symbolic = attributes.symbolicName();
        int dot = symbolic.lastIndexOf('.');
        String artifact = symbolic.substring(dot + 1);
        String version = bundleVersion(attributes);
        if (symbolic.equals(COMPILER)) {
            return Optional.of(new Coordinates("org.eclipse.jdt", "ecj", version));
        }
        String group = dot <= 0 ? "" : KnownGroups.of(artifact, version);
        return !group.isEmpty()
                        && group.startsWith(symbolic.substring(0, dot + 1))
                        && artifact.startsWith(group.substring(dot + 1).replace('.', '-'))
                ? Optional.of(new Coordinates(group, artifact, version))
                : Optional.empty();
    }

    /** As the implementation spells it where both have the same major number ({@code 10.1.0-M1} is {@code 10.1.0.M1}). */
    private static String bundleVersion(JarAttributes attributes) {
        String bundle = BUILT.matcher(attributes.version("bundle-version")).replaceFirst("");
        String implementation = attributes.version("implementation-version");
        return implementation.isEmpty() || !major(implementation).equals(major(bundle)) ? bundle : implementation;
    }

    private static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }

    private static String version(ArchiveName name, JarAttributes attributes) {
        String told = Coordinates.checked(name.version());
        if (told.isEmpty()) {
            told = attributes.version("implementation-version");
        }
        return told.isEmpty() ? attributes.version("bundle-version") : told;
    }

    /**
     * The symbolic name is, by the default of the bundle plugin, group and artifact; but the group alone where its last
     * part is the artifact. So it proves a group only with the vendor id, or if no group could end in the artifact.
     * The vendor id of what sbt has packed is the group; the suffix of Scala's version says that it has.
     */
    private static String group(String artifact, String version, JarAttributes attributes) {
        String known = KnownGroups.of(artifact, version);
        String symbolic = attributes.symbolicName();
        String vendor = attributes.coordinate("implementation-vendor-id");
        if (known.isEmpty() && SCALA.matcher(artifact).find() && vendor.indexOf('.') > 0) {
            return vendor;
        }
        if (!known.isEmpty() || !symbolic.endsWith("." + artifact)) {
            return known;
        }
        String prefix = symbolic.substring(0, symbolic.length() - artifact.length() - 1);
        boolean proven = prefix.equals(vendor) || artifact.indexOf('-') >= 0;
        return proven && prefix.indexOf('.') > 0 && !prefix.equals(FOUNDATION) ? prefix : "";
    }
}
