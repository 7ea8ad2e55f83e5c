package io.tidewaiter.catalog.osrelease;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.DistributionFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/** os-release(5), and what older distributions have in its place (coverage reference 1.5). */
public final class OsReleaseCataloger implements Cataloger {
    /**
     * The files, the most trusted first: the first one of an image that names an {@code ID} is believed. The rebuilds of
     * Red Hat's distribution keep its {@code redhat-release} beside their own file, Ubuntu keeps Debian's.
     */
    public static final List<String> PATHS = List.of(
            "x86_64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release",
            "aarch64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release",
            "etc/os-release",
            "usr/lib/os-release",
            "etc/lsb-release",
            "etc/alpine-release",
            "etc/oracle-release",
            "etc/rocky-release",
            "etc/almalinux-release",
            "etc/centos-release",
            "etc/fedora-release",
            "usr/lib/fedora-release",
            "etc/photon-release",
            "etc/mariner-release",
            "etc/azurelinux-release",
            "etc/openEuler-release",
            "etc/anolis-release",
            "etc/altlinux-release",
            "etc/redhat-release",
            "etc/system-release",
            "usr/lib/system-release",
            "etc/system-release-cpe",
            "usr/lib/system-release-cpe",
            "etc/SuSE-release",
            "etc/openwrt_release",
            "etc/arch-release",
            "etc/gentoo-release",
            "etc/debian_version",
            "etc/issue");

    /** The field that keeps the whole number of {@code etc/debian_version}; os-release has no such key. */
    public static final String POINT_RELEASE = "DEBIAN_POINT_RELEASE";

    private static final Set<String> ASSIGNMENTS = Set.of("os-release", "lsb-release", "openwrt_release");

    @Override
    public String name() {
        return "os-release";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Distribution identity", "", "os-release(5)")
                .reads(1, String.join(", ", PATHS), "the distribution and its release")
                .reads(3, "the same below any folder", "the distribution of a root within the image")
                .reads(3, "nix/store/*-etc-os-release", "the same, on NixOS");
    }

    @Override
    public List<String> endings() {
        return List.of("release", "release-cpe", "debian_version", "etc/issue");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        boolean isNamedSo = path.endsWith("release")
                || path.endsWith("release-cpe")
                || path.endsWith("debian_version")
                || path.endsWith("etc/issue");
        return isNamedSo && !pathInRoot(path).isEmpty();
    }

    /** On NixOS {@code etc/os-release} is a link to {@code nix/store/HASH-etc-os-release}. */
    public static boolean isOfNixStore(String path) {
        return path.startsWith("nix/store/") && path.endsWith("-etc-os-release") && path.indexOf('/', 10) < 0;
    }

    /** The part of a path that is one of {@link #PATHS}, whatever root in the image it lies in; empty where none is. */
    public static String pathInRoot(String path) {
        for (String known : PATHS) {
            int rest = path.length() - known.length();
            if (path.endsWith(known) && (rest == 0 || path.charAt(rest - 1) == '/')) {
                return known;
            }
        }
        return isOfNixStore(path) ? path : "";
    }

    @Override
    public int bytesMax() {
        return 4 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String name = file.name();
        SortedMap<String, String> fields = ASSIGNMENTS.contains(name) || isOfNixStore(file.path())
                ? OsReleaseParser.parse(content)
                : ReleaseTextParser.parse(name, content);
        if (name.equals("lsb-release") || name.equals("openwrt_release")) {
            fields = ReleaseTextParser.ofLsb(fields);
        }
        if (!fields.isEmpty()) {
            facts.accept(new DistributionFact(fields));
        }
    }
}
