package io.tidewaiter.catalog.dpkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.Set;
import java.util.function.Consumer;

/**
 * dpkg(1), deb-control(5): {@code var/lib/dpkg/status}, the {@code status.d} of distroless images, the lists of files
 * under {@code info}.
 *
 * <p>{@code status-old}, {@code available} and the {@code status} of other tools (vcpkg) are none of these.
 */
public final class DpkgCataloger implements Cataloger {
    private static final String STATUS = "var/lib/dpkg/status";
    private static final String SINGLE = "var/lib/dpkg/status.d";
    private static final String LISTS = "var/lib/dpkg/info";

    /** Parts of a package that lie beside its stanza in {@code status.d} and are no stanzas. */
    private static final Set<String> NO_STANZAS =
            Set.of("conffiles", "preinst", "postinst", "prerm", "postrm", "shlibs", "symbols", "triggers", "templates");

    @Override
    public String name() {
        return "dpkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("dpkg", "deb", "dpkg(1), deb-control(5)")
                .reads(1, "var/lib/dpkg/status", "packages, their source packages and architectures")
                .reads(1, "var/lib/dpkg/status.d/*", "packages of distroless images")
                .reads(1, "var/lib/dpkg/info/*.list, *.md5sums", "files that a package owns");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        if (!path.startsWith("var/lib/dpkg/")) {
            return false;
        }
        return switch (file.folder()) {
            case SINGLE -> !NO_STANZAS.contains(extension(path));
            case LISTS -> isList(path);
            default -> path.equals(STATUS);
        };
    }

    /** The status file of a full desktop has 5 MB. */
    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (isList(file.path())) {
            DpkgListParser.parse(owner(file.name()), extension(file.path()), content, facts);
        } else {
            DpkgParser.parse(content, facts);
        }
    }

    private static boolean isList(String path) {
        return path.endsWith(".list") || path.endsWith(".md5sums");
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** {@code libc6:amd64.list} is a list of {@code libc6}. */
    private static String owner(String fileName) {
        String stem = fileName.substring(0, fileName.lastIndexOf('.'));
        int colon = stem.indexOf(':');
        return colon < 0 ? stem : stem.substring(0, colon);
    }
}
