package io.tidewaiter.catalog.fact;

import io.tidewaiter.model.inventory.CoverageFact;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that one file of one layer says. Facts know nothing of other files: what distribution a package belongs to
 * and whether its file survives the layers above is decided by the merge.
 */
public sealed interface Fact {
    /** Attribute of a package that a journal says is gone; the merge lays the journal and takes such packages out. */
    String REMOVED = "removed";

    /**
     * A package.
     *
     * @param type purl type: {@code deb}, {@code apk}, {@code rpm}, {@code maven}, {@code npm}, {@code pypi},
     *     {@code golang}
     * @param namespace purl namespace where the file itself tells it (Maven group, npm scope with {@code @}); empty for
     *     distributions, which the merge fills in
     * @param name purl name; of a Go module the whole path, with an empty namespace
     * @param version in the ecosystem's own form, epoch included; empty where unknown
     * @param sourceName what a distribution built it from; empty where there is no such thing
     * @param sourceVersion version of the source package; empty with it
     * @param architecture as the package manager names it; empty where there is none
     * @param qualifiers further purl qualifiers that the file tells, for example {@code rpmmod}
     * @param inner place in the file, for example {@code !/BOOT-INF/lib/a.jar}; empty for the file itself
     * @param attributes what else the file tells of it that is no part of its identity, for example {@code vendor}
     */
    record InstalledFact(
            String type,
            String namespace,
            String name,
            String version,
            String sourceName,
            String sourceVersion,
            String architecture,
            SortedMap<String, String> qualifiers,
            String inner,
            SortedMap<String, String> attributes)
            implements Fact {
        private static final SortedMap<String, String> NONE = Collections.emptySortedMap();

        public InstalledFact {
            if (type.isEmpty() || name.isEmpty()) {
                throw new IllegalArgumentException("a package has a type and a name");
            }
            qualifiers = new TreeMap<>(qualifiers);
            attributes = attributes.isEmpty() ? NONE : new TreeMap<>(attributes);
        }

        /** A package of which nothing else is told. */
        public InstalledFact(
                String type,
                String namespace,
                String name,
                String version,
                String sourceName,
                String sourceVersion,
                String architecture,
                SortedMap<String, String> qualifiers,
                String inner) {
            this(type, namespace, name, version, sourceName, sourceVersion, architecture, qualifiers, inner, NONE);
        }

        /** A package of a language: no source, no architecture, no qualifiers. */
        public static InstalledFact of(String type, String namespace, String name, String version, String inner) {
            return new InstalledFact(type, namespace, name, version, "", "", "", new TreeMap<>(), inner);
        }
    }

    /**
     * Paths that a package owns, as its package manager lists them.
     *
     * @param packageName the owner, as the package manager names it
     * @param paths without a leading slash; directories may be among them, and one with a slash at its end is owned
     *     with everything below it
     * @param digests what the package manager recorded of the bytes of each path, in hexadecimal and lower case, its length
     *     tells of which kind (MD5, SHA-1, SHA-256); empty where nothing is recorded, and no list at all where that is so
     *     for every path
     */
    record OwnedFact(String packageName, List<String> paths, List<String> digests) implements Fact {
        public OwnedFact {
            paths = List.copyOf(paths);
            digests = List.copyOf(digests);
            if (!digests.isEmpty() && digests.size() != paths.size()) {
                throw new IllegalArgumentException("each path has a digest, or none has");
            }
        }

        /** Paths of which no digest is recorded. */
        public OwnedFact(String packageName, List<String> paths) {
            this(packageName, paths, List.of());
        }

        /** What is recorded of the path at an index; empty where nothing is. */
        public String digest(int path) {
            return digests.isEmpty() ? "" : digests.get(path);
        }
    }

    /**
     * What the bytes of the file have as digests, of the kinds that package managers may have recorded.
     *
     * @param digests hexadecimal in lower case, at most one of a length
     */
    record DigestFact(List<String> digests) implements Fact {
        public DigestFact {
            digests = List.copyOf(digests);
        }

        /** Whether a recorded digest can be compared with these. */
        public boolean speaksOf(String recorded) {
            return digests.stream().anyMatch(digest -> digest.length() == recorded.length());
        }
    }

    /** The fields of an os-release(5) file, or what stands for one, unquoted. */
    record DistributionFact(SortedMap<String, String> fields) implements Fact {
        public DistributionFact {
            fields = new TreeMap<>(fields);
        }
    }

    /**
     * Where the packages of a distribution come from, or what keeps them in support, each as {@code kind:value}.
     *
     * @param channels printable ASCII
     */
    record ChannelFact(List<String> channels) implements Fact {
        public ChannelFact {
            channels = List.copyOf(channels);
        }
    }

    /** The file was parsed as a package database, or opened as an archive. */
    record OpenedFact(Opened what, int count) implements Fact {}

    /** What {@link OpenedFact} counts. */
    enum Opened {
        DATABASE,
        ARCHIVE,
        /** An executable that named its own contents (Go build information). */
        EXECUTABLE
    }

    /**
     * The file, or a part of it, could not be read.
     *
     * @param inner as in {@link InstalledFact}
     * @param detail one sentence for a person; foreign text in it is quoted and cut
     */
    record UnreadFact(CoverageFact.Kind kind, String inner, String detail) implements Fact {}
}
