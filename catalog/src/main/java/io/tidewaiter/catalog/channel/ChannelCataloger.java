package io.tidewaiter.catalog.channel;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.ChannelFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the packages of a distribution come from, and what keeps them in support (coverage reference 1.5, 1.7). Of
 * addresses only the host is told: paths and users of private repositories are secrets.
 */
public final class ChannelCataloger implements Cataloger {
    private static final String RPM = "usr/lib/rpm/";
    private static final List<String> LEFT = List.of(".rpmnew", ".rpmorig", ".rpmsave");
    private static final String HISTORY_4 = "var/lib/dnf/history.sqlite";
    private static final String HISTORY_5 = "usr/lib/sysimage/libdnf5/transaction_history.sqlite";
    private static final String BUILD_INFO = "buildinfo/content_manifests/";
    private static final String BUILD_INFO_OF_BOOTED = "usr/share/buildinfo/";

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Channels of a distribution", "", "sources.list(5), dnf.conf(5), apk-repositories(5)")
                .reads(3, "root/" + BUILD_INFO + "*.json, usr/share/" + BUILD_INFO + "*.json", "content sets")
                .reads(40, BUILD_INFO_OF_BOOTED + "*.json", "the same of CoreOS and of images that boot")
                .reads(40, HISTORY_4 + ", " + HISTORY_5, "content sets that packages were installed from")
                .reads(3, "var/lib/ubuntu-advantage/status.json", "services of Ubuntu Pro that are on")
                .reads(3, "etc/apt/auth.conf.d/90ubuntu-advantage", "that Ubuntu Pro is attached")
                .reads(3, "etc/apt/sources.list, etc/apt/sources.list.d/*", "hosts and suites")
                .reads(3, "var/lib/apt/lists/*Release", "origin and suite")
                .reads(3, "etc/yum.repos.d/*.repo, etc/zypp/repos.d/*.repo", "repositories that are on")
                .reads(3, "etc/dnf/vars/*, etc/yum/vars/*", "releasever and its like")
                .reads(3, "etc/products.d/*.prod", "products and modules of SUSE")
                .reads(3, "etc/apk/repositories", "branches and repositories")
                .reads(
                        24,
                        "usr/lib/rpm/macros, usr/lib/rpm/macros.d/*, etc/rpm/macros*",
                        "which database rpm uses, where an image has several");
    }

    @Override
    public boolean wants(FileEntry file) {
        return form(file.path()) != null;
    }

    private enum Form {
        CONTENT_MANIFEST,
        DNF_HISTORY,
        PRO_STATUS,
        PRO_AUTH,
        APT_SOURCES,
        APT_RELEASE,
        REPOSITORIES,
        VARIABLE,
        PRODUCT,
        APK,
        RPM_MACROS
    }

    /** Whether it is a copy that an upgrade or an editor left; rpm passes over these. */
    private static boolean isLeft(String path) {
        return path.endsWith("~") || LEFT.stream().anyMatch(path::endsWith);
    }

    private static @Nullable Form form(String path) {
        if (path.startsWith("etc/")) {
            return ofEtc(path);
        }
        if (path.startsWith("var/lib/")) {
            if (path.equals("var/lib/ubuntu-advantage/status.json")) {
                return Form.PRO_STATUS;
            }
            if (path.equals(HISTORY_4)) {
                return Form.DNF_HISTORY;
            }
            boolean isRelease = path.startsWith("var/lib/apt/lists/") && path.endsWith("Release");
            return isRelease && path.indexOf('/', 18) < 0 ? Form.APT_RELEASE : null;
        }
        if (path.startsWith(RPM)) {
            boolean isMacros = path.equals(RPM + "macros") || path.startsWith(RPM + "macros.d/macros.");
            return isMacros && !isLeft(path) ? Form.RPM_MACROS : null;
        }
        if (path.equals(HISTORY_5)) {
            return Form.DNF_HISTORY;
        }
        boolean isManifest = path.endsWith(".json")
                && (path.startsWith("root/" + BUILD_INFO)
                        || path.startsWith("usr/share/" + BUILD_INFO)
                        || (path.startsWith(BUILD_INFO_OF_BOOTED)
                                && path.indexOf('/', BUILD_INFO_OF_BOOTED.length()) < 0));
        return isManifest ? Form.CONTENT_MANIFEST : null;
    }

    private static @Nullable Form ofEtc(String path) {
        return switch (path.substring(0, path.lastIndexOf('/') + 1)) {
            case "etc/apt/" -> path.equals("etc/apt/sources.list") ? Form.APT_SOURCES : null;
            case "etc/apt/sources.list.d/" ->
                path.endsWith(".list") || path.endsWith(".sources") ? Form.APT_SOURCES : null;
            case "etc/apt/auth.conf.d/" -> path.endsWith("/90ubuntu-advantage") ? Form.PRO_AUTH : null;
            case "etc/yum.repos.d/", "etc/zypp/repos.d/", "etc/dnf/repos.d/" ->
                path.endsWith(".repo") ? Form.REPOSITORIES : null;
            case "etc/dnf/vars/", "etc/yum/vars/" ->
                YumFiles.VARIABLES.contains(path.substring(path.lastIndexOf('/') + 1)) ? Form.VARIABLE : null;
            case "etc/products.d/" -> path.endsWith(".prod") ? Form.PRODUCT : null;
            case "etc/rpm/" ->
                (path.equals("etc/rpm/macros") || path.startsWith("etc/rpm/macros.")) && !isLeft(path)
                        ? Form.RPM_MACROS
                        : null;
            case "etc/apk/" -> path.equals("etc/apk/repositories") ? Form.APK : null;
            default -> null;
        };
    }

    @Override
    public int bytesMax() {
        return 64 << 20; // dnf's history has what it printed
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Form form = form(file.path());
        if (form == null) {
            return;
        }
        Channels channels = new Channels();
        String trouble = switch (form) {
            case CONTENT_MANIFEST -> JsonFiles.contentManifest(content, channels);
            case DNF_HISTORY -> DnfHistory.read(content, channels);
            case PRO_STATUS -> JsonFiles.proStatus(content, channels);
            case PRO_AUTH -> AptFiles.auth(content, channels);
            case APT_SOURCES -> AptFiles.sources(content, channels);
            case APT_RELEASE -> AptFiles.release(content, channels);
            case REPOSITORIES -> YumFiles.repositories(content, channels);
            case VARIABLE -> YumFiles.variable(file.name(), content, channels);
            case PRODUCT -> SuseProduct.read(content, channels);
            case APK -> ApkRepositories.read(content, channels);
            case RPM_MACROS -> RpmMacros.read(content, channels);
        };
        if (!channels.all().isEmpty()) {
            facts.accept(new ChannelFact(channels.all()));
        }
        if (!trouble.isEmpty()) {
            facts.accept(new UnreadFact(CoverageFact.Kind.NOTE, "", trouble));
        }
        if (channels.leftOut() > 0) {
            facts.accept(new UnreadFact(
                    CoverageFact.Kind.NOTE, "", channels.leftOut() + " more channels of this file are left out"));
        }
    }
}
