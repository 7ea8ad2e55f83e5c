package io.tidewaiter.catalog.distro;

import io.tidewaiter.catalog.channel.RpmDatabase;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which distribution an image is, from what all its files say (coverage reference 1.5, 1.6).
 *
 * <p>Of the files in the order of {@link OsReleaseCataloger#PATHS} the first that names an {@code ID} is believed, and
 * what it leaves open is taken from others that name the same. Three things other files know better: that a CentOS is
 * CentOS Stream, that a Debian is sid (its archive's suites; os-release is the same for testing), and the name of a
 * Debian that is not released yet.
 */
public final class Identification {
    private static final int CHANNELS_MAX = 1_000;
    private static final String NIX = "nix/store/*-etc-os-release";

    private final Map<String, SortedMap<String, String>> fieldsByPath = new HashMap<>();
    private final SortedSet<String> channels = new TreeSet<>();
    private boolean hasMoreChannels;

    /** Takes what a file that is in the image says; facts that tell nothing of the distribution are passed over. */
    public void add(String path, Fact fact) {
        switch (fact) {
            case Fact.DistributionFact(SortedMap<String, String> fields) -> {
                if (OsReleaseCataloger.isOfNixStore(path)) {
                    fieldsByPath.merge(NIX, fields, Identification::smaller);
                } else {
                    fieldsByPath.put(path, fields);
                }
            }
            case Fact.ChannelFact(List<String> found) -> found.forEach(this::add);
            case Fact.InstalledFact installed -> {
                String version = installed.version();
                if (installed.type().equals("deb") && (version.contains("+esm") || version.contains("~esm"))) {
                    add("ubuntu-pro:esm-package");
                }
            }
            case Fact.OwnedFact _, Fact.DigestFact _, Fact.OpenedFact _, Fact.UnreadFact _ -> {}
        }
    }

    private void add(String channel) {
        if (RpmDatabase.isOne(channel)) {
            return;
        }
        if (channels.size() < CHANNELS_MAX) {
            channels.add(channel);
        } else {
            hasMoreChannels |= !channels.contains(channel);
        }
    }

    /** Of several generations of a store any will do, but always the same one. */
    private static SortedMap<String, String> smaller(SortedMap<String, String> one, SortedMap<String, String> other) {
        return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }

    /** The distribution with its channels; {@link OperatingSystem#NONE} with channels where no file names one. */
    public OperatingSystem system() {
        String path = path();
        if (path.isEmpty()) {
            return OperatingSystem.NONE.withChannels(List.copyOf(channels));
        }
        SortedMap<String, String> fields = new TreeMap<>(fieldsByPath.getOrDefault(path, new TreeMap<>()));
        String id = Distributions.id(fields);
        complete(id, fields);
        SortedMap<String, String> debian = fieldsByPath.getOrDefault("etc/debian_version", new TreeMap<>());
        fields.put(
                OsReleaseCataloger.POINT_RELEASE,
                debian.getOrDefault(OsReleaseCataloger.POINT_RELEASE, debian.getOrDefault("VERSION_CODENAME", "")));
        List<String> all = new ArrayList<>(channels);
        switch (id) {
            case "debian" -> {
                String point = debian.getOrDefault(OsReleaseCataloger.POINT_RELEASE, "");
                if (!point.isEmpty()) {
                    all.add("debian-point-release:" + Ecosystems.word(point));
                }
            }
            case "centos" -> {
                if (fieldsByPath.values().stream().anyMatch(Ecosystems::isStream)) {
                    fields.put("NAME", "CentOS Stream");
                }
            }
            default -> {}
        }
        if (id.equals("dhi") || fields.getOrDefault("PRETTY_NAME", "").startsWith("Docker Hardened Images")) {
            all.add("vendor:docker-hardened-images");
        }
        OperatingSystem system = Distributions.of(fields).withChannels(all);
        return id.equals("debian") && isSid(fields) ? withEcosystem(system, new Ecosystem("Debian", "sid")) : system;
    }

    private static OperatingSystem withEcosystem(OperatingSystem system, Ecosystem ecosystem) {
        return new OperatingSystem(
                system.id(),
                system.versionId(),
                system.codename(),
                system.prettyName(),
                system.idLike(),
                system.channels(),
                ecosystem);
    }

    /** Version and code name, where the believed file leaves them out, of the next one that names the same. */
    private void complete(String id, SortedMap<String, String> fields) {
        for (String key : List.of("VERSION_ID", "VERSION_CODENAME")) {
            for (String path : OsReleaseCataloger.PATHS) {
                SortedMap<String, String> other = fieldsByPath.get(path);
                boolean isEmpty = fields.getOrDefault(key, "").isEmpty();
                if (isEmpty && other != null && Distributions.id(other).equals(id)) {
                    fields.put(key, other.getOrDefault(key, ""));
                }
            }
        }
        if (id.equals("alpine") && fields.getOrDefault("VERSION_ID", "").isEmpty()) {
            List<String> branches = Contradictions.alpineBranches(channels);
            if (branches.size() == 1) {
                String branch = branches.getFirst();
                fields.put("VERSION_ID", branch.startsWith("v") ? branch.substring(1) : branch);
            }
        }
    }

    /** Testing and unstable have the same os-release; only where the packages come from tells them apart. */
    private boolean isSid(Map<String, String> fields) {
        boolean isReleased = !fields.getOrDefault("VERSION_ID", "").isEmpty();
        List<String> suites = new ArrayList<>();
        for (String channel : channels) {
            if (channel.startsWith("apt-source:")) {
                suites.add(channel.substring(channel.lastIndexOf(' ') + 1));
            }
        }
        return !isReleased
                && !suites.isEmpty()
                && suites.stream().allMatch(suite -> suite.equals("sid") || suite.equals("unstable"));
    }

    /** What a person should know of the choice: files that say otherwise, advisories that are another's. */
    public List<CoverageFact> notes() {
        String path = path();
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> sentences = Contradictions.of(path, fieldsByPath, channels);
        OperatingSystem system = system();
        Ecosystem ecosystem = system.ecosystem();
        if (ecosystem != null && Ecosystems.isBorrowed(system.id(), ecosystem)) {
            sentences.add("the distribution '" + system.id() + "' is made of packages of " + ecosystem
                    + ", whose advisories are taken; of packages of its own nothing is known");
        }
        if (hasMoreChannels) {
            sentences.add("the image names more than " + CHANNELS_MAX + " channels; the others are left out");
        }
        return sentences.stream()
                .map(sentence -> new CoverageFact(CoverageFact.Kind.NOTE, "", -1, sentence))
                .toList();
    }

    private String path() {
        for (String path : OsReleaseCataloger.PATHS) {
            SortedMap<String, String> fields = fieldsByPath.get(path);
            if (fields != null && !Distributions.id(fields).isEmpty()) {
                return path;
            }
        }
        return fieldsByPath.containsKey(NIX) ? NIX : "";
    }
}
