package io.tidewaiter.catalog.pacman;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.function.Consumer;

/** pacman(8): {@code desc} and {@code files} of each package of its local database. */
public final class PacmanCataloger implements Cataloger {
    private static final String FOLDER = "lib/pacman/local/";

    /** The {@code DBPath} of SteamOS, whose {@code /var} is not a part of its image. */
    private static final String OF_STEAM = "usr/lib/holo/pacmandb/local/";

    @Override
    public String name() {
        return "pacman";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("pacman", "alpm", "pacman(8), alpm-db-desc(5)")
                .reads(3, "**/lib/pacman/local/*/desc", "packages, their bases and architectures")
                .reads(3, "**/lib/pacman/local/*/files", "files that a package owns")
                .reads(26, "**/usr/lib/holo/pacmandb/local/*/{desc,files}", "the same of SteamOS");
    }

    @Override
    public List<String> endings() {
        return List.of("/desc", "/files");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        if (!path.endsWith("/desc") && !path.endsWith("/files")) {
            return false;
        }
        String within = RootPath.within(path, folder(path));
        return !within.isEmpty() && within.indexOf('/') == within.lastIndexOf('/');
    }

    /** The list of a package of 100,000 files has 8 MB. */
    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.name().equals("desc")) {
            PacmanParser.description(content, facts);
        } else {
            String folder = file.folder();
            PacmanParser.files(
                    RootPath.of(file.path(), folder(file.path())),
                    owner(folder.substring(folder.lastIndexOf('/') + 1)),
                    content,
                    facts);
        }
    }

    private static String folder(String path) {
        return RootPath.find(path, OF_STEAM) < 0 ? FOLDER : OF_STEAM;
    }

    /** The folder of a package is {@code NAME-VERSION-RELEASE}. */
    private static String owner(String folder) {
        int release = folder.lastIndexOf('-');
        int version = release <= 0 ? -1 : folder.lastIndexOf('-', release - 1);
        return version <= 0 ? folder : folder.substring(0, version);
    }
}
