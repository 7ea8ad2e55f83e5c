package io.tidewaiter.catalog.portage;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Portage: {@code var/db/pkg/CATEGORY/PF/}, a folder for each package, whose name says name and version.
 *
 * <p>{@code CONTENTS} is in every such folder, empty for a virtual package; {@code PF} stands in where somebody deleted it
 * to save space.
 */
public final class PortageCataloger implements Cataloger {
    private static final String FOLDER = "var/db/pkg/";
    private static final int LINE_BYTES_MAX = 16 * 1024;

    @Override
    public String name() {
        return "portage";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Portage", "ebuild", "portage(5), Package Manager Specification")
                .reads(3, "**/var/db/pkg/*/*/CONTENTS", "packages, files that they own")
                .reads(3, "**/var/db/pkg/*/*/PF", "packages without a list of files");
    }

    @Override
    public List<String> endings() {
        return List.of("/CONTENTS", "/PF");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return (path.endsWith("/CONTENTS") || path.endsWith("/PF"))
                && folder(path).isPresent();
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        folder(file.path()).ifPresent(found -> {
            String owner = found.category() + "/" + found.name();
            facts.accept(InstalledFact.of("ebuild", found.category(), found.name(), found.version(), ""));
            facts.accept(new OpenedFact(Opened.DATABASE, 1));
            if (file.name().equals("CONTENTS")) {
                contents(RootPath.of(file.path(), FOLDER), owner, content, facts);
            }
        });
    }

    private static Optional<PackageFolder> folder(String path) {
        String within = RootPath.within(path, FOLDER);
        int category = within.indexOf('/');
        int folder = category < 0 ? -1 : within.indexOf('/', category + 1);
        if (folder < 0 || within.indexOf('/', folder + 1) >= 0) {
            return Optional.empty();
        }
        return PackageFolder.of(within.substring(0, category), within.substring(category + 1, folder));
    }

    /** {@code obj PATH MD5 TIME}, {@code sym PATH -> TARGET TIME}, {@code dir PATH} and a few more. */
    private static void contents(String root, String owner, byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            String path = path(line);
            if (path.isEmpty()) {
                troubles.odd("line " + lines.number() + " of CONTENTS is no entry: " + Troubles.quote(line));
            } else {
                owned.add("", inside(root, path), line.startsWith("obj ") ? digest(line) : "");
            }
        }
        owned.finish(owner);
        troubles.finish();
    }

    /** Gentoo Prefix installs into a folder of any user, and lists paths from the image's root. */
    private static String inside(String root, String path) {
        return root.isEmpty() || !path.startsWith(root, 1) ? path : path.substring(root.length());
    }

    private static String digest(String line) {
        int time = line.lastIndexOf(' ');
        return line.substring(line.lastIndexOf(' ', time - 1) + 1, time);
    }

    /** Names may hold spaces; what follows them does not. */
    private static String path(String line) {
        int end;
        if (line.startsWith("obj ")) {
            int time = line.lastIndexOf(' ');
            end = time <= 4 ? -1 : line.lastIndexOf(' ', time - 1);
        } else if (line.startsWith("sym ")) {
            end = line.indexOf(" -> ");
        } else {
            return line.startsWith("dir ") || line.startsWith("fif ") || line.startsWith("dev ")
                    ? line.substring(4)
                    : "";
        }
        return end <= 4 ? "" : line.substring(4, end);
    }
}
