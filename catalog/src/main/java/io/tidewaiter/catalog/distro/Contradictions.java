package io.tidewaiter.catalog.distro;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files that name another distribution or release than the one that is believed. A derivative keeps files of its
 * parents (Oracle a {@code redhat-release}, Ubuntu a {@code debian_version}); these are none.
 */
final class Contradictions {
    /** Rebuilds of one distribution, which keep its release files. */
    private static final Set<String> ENTERPRISE_LINUX = Set.of(
            "rhel",
            "centos",
            "ol",
            "rocky",
            "almalinux",
            "scientific",
            "cloudlinux",
            "springdale",
            "eurolinux",
            "miraclelinux",
            "circle",
            "navix",
            "virtuozzo",
            "anolis",
            "alinux",
            "opencloudos",
            "tencentos");

    private static final Set<String> SAYS_NOTHING = Set.of("etc/issue", "etc/arch-release", "etc/gentoo-release");
    private static final String REPOSITORY = "apk-repository:";

    private Contradictions() {}

    /** One sentence for each, in the order of the files. */
    static List<String> of(
            String believed, Map<String, SortedMap<String, String>> fieldsByPath, SortedSet<String> channels) {
        SortedMap<String, String> fields = fieldsByPath.getOrDefault(believed, new TreeMap<>());
        List<String> sentences = new ArrayList<>();
        for (String path : OsReleaseCataloger.PATHS) {
            SortedMap<String, String> other = fieldsByPath.get(path);
            if (other != null
                    && !path.equals(believed)
                    && !SAYS_NOTHING.contains(path)
                    && !Distributions.id(other).isEmpty()
                    && !agree(fields, other, path)) {
                sentences.add(believed + " says that this is " + named(fields) + ", " + path + " that it is "
                        + named(other) + "; the former is believed");
            }
        }
        if (Distributions.id(fields).equals("alpine")) {
            repositories(believed, fields, channels, sentences);
        }
        return sentences;
    }

    private static boolean agree(Map<String, String> fields, Map<String, String> other, String path) {
        String id = Distributions.id(fields);
        String otherId = Distributions.id(other);
        boolean isRebuild = ENTERPRISE_LINUX.contains(id) && ENTERPRISE_LINUX.contains(otherId);
        if (isRebuild) {
            String major = major(fields);
            String otherMajor = major(other);
            return major.equals(otherMajor) || major.isEmpty() || otherMajor.isEmpty();
        }
        if (id.equals(otherId)) {
            Ecosystem ecosystem = Ecosystems.of(id, Distributions.idLike(fields), fields);
            Ecosystem otherEcosystem = Ecosystems.of(id, Distributions.idLike(other), other);
            return ecosystem == null || otherEcosystem == null || ecosystem.equals(otherEcosystem);
        }
        return path.equals("etc/debian_version") // every derivative keeps it
                || Distributions.idLike(fields).contains(otherId)
                || id.startsWith(otherId)
                || otherId.startsWith(id);
    }

    private static String major(Map<String, String> fields) {
        return Ecosystems.major(fields.getOrDefault("VERSION_ID", ""));
    }

    private static String named(Map<String, String> fields) {
        String version = fields.getOrDefault("VERSION_ID", fields.getOrDefault("VERSION_CODENAME", ""));
        return ArchiveException.quote((fields.getOrDefault("ID", "") + " " + version).strip());
    }

    private static void repositories(
            String believed, Map<String, String> fields, SortedSet<String> channels, List<String> sentences) {
        Ecosystem ecosystem = Ecosystems.of("alpine", List.of(), fields);
        for (String branch : alpineBranches(channels)) {
            if (ecosystem != null && !ecosystem.release().equals(branch)) {
                sentences.add(believed + " says that this is " + named(fields) + ", etc/apk/repositories names branch "
                        + ArchiveException.quote(branch)
                        + "; advisories of the former are taken, a package of the other branch may have other fixes");
            }
        }
    }

    /** The branches of Alpine that {@code etc/apk/repositories} names, sorted: {@code edge}, {@code v3.19}. */
    static List<String> alpineBranches(SortedSet<String> channels) {
        SortedSet<String> branches = new TreeSet<>();
        for (String channel : channels.tailSet(REPOSITORY)) {
            int slash = channel.indexOf('/');
            if (!channel.startsWith(REPOSITORY)) {
                break;
            }
            String branch = slash < 0 ? "" : channel.substring(REPOSITORY.length(), slash);
            if (branch.equals("edge")
                    || (branch.startsWith("v") && !Ecosystems.minor(branch).isEmpty())) {
                branches.add(branch);
            }
        }
        return List.copyOf(branches);
    }
}
