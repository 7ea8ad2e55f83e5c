package io.tidewaiter.catalog.osrelease;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.DistributionFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** os-release(5), and what older distributions have in its place (coverage reference 1.5). */
public final class OsReleaseCataloger implements Cataloger {
    /**
     * The files, the most trusted first: the first one of an image that names an {@code ID} is believed. The rebuilds of
     * Red Hat's distribution keep its {@code redhat-release} beside their own file, Ubuntu keeps Debian's.
     */
    public static final List<String> PATHS = List.of(
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
            "etc/redhat-release",
            "etc/system-release",
            "etc/system-release-cpe",
            "etc/SuSE-release",
            "etc/debian_version");

    @Override
    public String name() {
        return "os-release";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Distribution identity", "", "os-release(5)")
                .reads(1, String.join(", ", PATHS), "the distribution and its release")
                .reads(3, "the same below any folder", "the distribution of a root within the image");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return (path.endsWith("release") || path.endsWith("release-cpe") || path.endsWith("debian_version"))
                && !pathInRoot(path).isEmpty();
    }

    /** The part of a path that is one of {@link #PATHS}, whatever root in the image it lies in; empty where none is. */
    public static String pathInRoot(String path) {
        for (String known : PATHS) {
            int rest = path.length() - known.length();
            if (path.endsWith(known) && (rest == 0 || path.charAt(rest - 1) == '/')) {
                return known;
            }
        }
        return "";
    }

    @Override
    public int bytesMax() {
        return 64 << 10;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        SortedMap<String, String> fields = switch (file.name()) {
            case "os-release", "lsb-release" -> OsReleaseParser.parse(content);
            default -> ReleaseTextParser.parse(file.name(), content);
        };
        if (file.name().equals("lsb-release")) {
            fields = ReleaseTextParser.ofLsb(fields);
        }
        if (!fields.isEmpty()) {
            facts.accept(new DistributionFact(fields));
        }
    }
}
