package io.tidewaiter.catalog.digest;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.model.inventory.CoverageFact;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The digests of programs and of the files that tell of a language's package, of the kinds that package managers record,
 * so that the merge can see whether a file still is what its package brought, or is a copy of it (coverage notes 4.5).
 *
 * <p>Problem: dpkg records MD5 (0.7 GB/s, a quarter of what inflating the layer costs), apk SHA-1, rpm and pip SHA-256;
 * which of them is asked for is only known when the databases of all layers have been read. Choice: the path tells
 * (Debian's folders by machine, Python's site-packages, lib64), else what the layer has shown of a package manager, which
 * stands in {@code etc} and comes early in most layers, else all three are computed; and no more than
 * {@value #WORK_BYTES_MAX} bytes of a layer go through a digest, in the order of its tar, and {@value #LONG_BYTES_MAX} of
 * programs that are too long to be held. A program without a digest is
 * taken for what its package says it is, and the account tells how many were compared.
 *
 * <p>Rejected: holding the programs back until the database is known (hundreds of megabytes), and asking the cell again.
 */
public final class FileDigests {
    private static final long WORK_BYTES_MAX = 192L << 20;

    /** Of which so many for what tells itself what it is: Go programs are large, and are only asked who brought them. */
    private static final long TOLD_BYTES_MAX = 64L << 20;

    /** For programs too long to be held, which are few. */
    private static final long LONG_BYTES_MAX = 2L << 30;

    /**
     * Folders and files of package managers. What Debian's rpm and Fedora's dpkg bring, {@code etc/rpm} and {@code etc/dpkg},
     * is none: the other programs of such a layer are the distribution's.
     */
    private static final Map<String, DigestKind> MANAGERS = Map.ofEntries(
            Map.entry("etc/apt", DigestKind.MD5),
            Map.entry("var/lib/dpkg", DigestKind.MD5),
            Map.entry("etc/portage", DigestKind.MD5),
            Map.entry("etc/apk", DigestKind.SHA1),
            Map.entry("lib/apk", DigestKind.SHA1),
            Map.entry("usr/lib/apk", DigestKind.SHA1),
            Map.entry("etc/yum.repos.d", DigestKind.SHA256),
            Map.entry("etc/zypp", DigestKind.SHA256),
            Map.entry("var/lib/rpm", DigestKind.SHA256),
            Map.entry("usr/lib/sysimage", DigestKind.SHA256));

    private final Map<DigestKind, MessageDigest> here = new EnumMap<>(DigestKind.class);
    private final Map<DigestKind, MessageDigest> beside = new EnumMap<>(DigestKind.class);
    private final Set<DigestKind> ofLayer = EnumSet.noneOf(DigestKind.class);
    private long work;
    private long told;
    private long ofLong;

    /** Sees an entry of the layer. */
    public void see(String path) {
        if (!path.startsWith("etc/")
                && !path.startsWith("usr/lib/")
                && !path.startsWith("var/lib/")
                && !path.startsWith("lib/")) {
            return;
        }
        int first = path.indexOf('/');
        int second = path.indexOf('/', first + 1);
        DigestKind found = MANAGERS.get(second < 0 ? path : path.substring(0, second));
        if (found == null && second > 0) {
            int third = path.indexOf('/', second + 1);
            found = MANAGERS.get(third < 0 ? path : path.substring(0, third));
        }
        if (found != null) {
            ofLayer.add(found);
        }
    }

    /**
     * The digests of a file, still to be computed; empty where they are of no use, or would be too much work.
     *
     * @param elf whether it is a program
     * @param content left as it is until they are
     * @param said what catalogers said of it
     * @param kinds as {@link #kinds} had them when its last byte had come
     */
    public Optional<FileDigest> of(String path, boolean elf, byte[] content, List<Fact> said, Set<DigestKind> kinds) {
        boolean unexplained = elf && !tellsItself(said);
        if (!unexplained && (!mayBeOwned(path) || !tellsOfPackage(said))) {
            return Optional.empty();
        }
        long more = (long) content.length * kinds.size();
        if (content.length == 0 || work + more > WORK_BYTES_MAX || (!unexplained && told + more > TOLD_BYTES_MAX)) {
            return Optional.empty();
        }
        work += more;
        told += unexplained ? 0 : more;
        return Optional.of(new FileDigest(List.copyOf(kinds), content, here, beside));
    }

    /** Begins with a program that is too long to be held; nothing is computed of it before its first bytes come. */
    public Whole whole(String path, long fileBytes) {
        return new Whole(path, fileBytes);
    }

    /** The digests of a program whose bytes pass. */
    public final class Whole {
        private final String path;
        private final long fileBytes;
        private final Map<DigestKind, MessageDigest> running = new EnumMap<>(DigestKind.class);
        private boolean begun;

        private Whole(String path, long fileBytes) {
            this.path = path;
            this.fileBytes = fileBytes;
        }

        /** The next bytes. */
        public void update(byte[] buffer, int offset, int length) {
            if (!begun) {
                begun = true;
                Set<DigestKind> kinds = kinds(path);
                long more = kinds.size() * fileBytes;
                if (ofLong + more <= LONG_BYTES_MAX) {
                    ofLong += more;
                    kinds.forEach(kind -> running.put(kind, kind.fresh()));
                }
            }
            running.values().forEach(digest -> digest.update(buffer, offset, length));
        }

        /** The digests of all bytes; empty where they are of no use, or would have been too much work. */
        public Optional<Fact> fact(List<Fact> said) {
            if (running.isEmpty() || (tellsItself(said) && !mayBeOwned(path))) {
                return Optional.empty();
            }
            return Optional.of(new Fact.DigestFact(running.values().stream()
                    .map(digest -> HexFormat.of().formatHex(digest.digest()))
                    .toList()));
        }
    }

    /** The kinds that are to be computed of a file, by what the layer has shown so far. */
    public Set<DigestKind> kinds(String path) {
        if (path.contains("/site-packages/")) {
            Set<DigestKind> kinds = EnumSet.of(DigestKind.SHA256); // pip's record
            if (!path.contains("usr/local/")) {
                kinds.addAll(ofLayer);
            }
            return kinds;
        }
        if (path.contains("-linux-gnu") && (path.startsWith("usr/lib/") || path.startsWith("lib/"))) {
            return ofLayer.contains(DigestKind.MD5)
                    ? EnumSet.of(DigestKind.MD5)
                    : EnumSet.of(DigestKind.MD5, DigestKind.SHA256); // chisel's
        }
        if (path.startsWith("usr/lib64/") || path.startsWith("lib64/")) {
            return ofLayer.contains(DigestKind.MD5)
                    ? EnumSet.of(DigestKind.MD5, DigestKind.SHA256)
                    : EnumSet.of(DigestKind.SHA256);
        }
        return ofLayer.isEmpty() ? EnumSet.allOf(DigestKind.class) : EnumSet.copyOf(ofLayer);
    }

    /** What is installed by hand goes elsewhere. */
    private static boolean mayBeOwned(String path) {
        return (path.startsWith("usr/") && !path.startsWith("usr/local/"))
                || path.startsWith("bin/")
                || path.startsWith("sbin/")
                || path.startsWith("lib");
    }

    private static boolean tellsItself(List<Fact> said) {
        return said.stream()
                .anyMatch(fact -> fact instanceof Fact.OpenedFact opened && opened.what() == Fact.Opened.EXECUTABLE);
    }

    private static boolean tellsOfPackage(List<Fact> said) {
        return said.stream().anyMatch(fact -> switch (fact) {
            case Fact.InstalledFact installed -> !PackageTypes.isDistribution(installed.type());
            case Fact.UnreadFact unread -> unread.kind() == CoverageFact.Kind.NOTHING_RECOGNISED;
            default -> false; // a package's owner is nothing to the others
        });
    }
}
