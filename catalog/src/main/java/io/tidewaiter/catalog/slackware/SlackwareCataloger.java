package io.tidewaiter.catalog.slackware;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pkgtools: a text of each package, named {@code NAME-VERSION-ARCH-BUILD}, with the list of its files at its end. */
public final class SlackwareCataloger implements Cataloger {
    /** Since 15.0; before, the folder was below {@code var/log}, where now a link is. */
    private static final List<String> FOLDERS = List.of("lib/pkgtools/packages/", "var/log/packages/");

    private static final Pattern NAME = Pattern.compile(
            "([A-Za-z0-9][^/\\s]{0,120})-([0-9A-Za-z][^-/\\s]{0,100})-([0-9A-Za-z_]{1,20})-([^-/\\s]{1,40})");

    private static final int PATH_BYTES_MAX = 16 * 1024;
    private static final String LIST = "FILE LIST:";

    @Override
    public String name() {
        return "slackware";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Slackware", "slackware", "installpkg(8), pkgtool(8)")
                .reads(24, "**/lib/pkgtools/packages/tool-1.0-x86_64-1", "packages, files that they own")
                .reads(24, "**/var/log/packages/tool-1.0-x86_64-1", "the same before 15.0");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.folder().endsWith("/packages")
                && !folder(file).isEmpty()
                && NAME.matcher(file.name()).matches();
    }

    private static String folder(FileEntry file) {
        String text = file.folder() + "/";
        for (String folder : FOLDERS) {
            if (text.equals(folder) || text.endsWith("/" + folder)) {
                return folder;
            }
        }
        return "";
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher name = NAME.matcher(file.name());
        String root = RootPath.of(file.path(), folder(file));
        Troubles troubles = new Troubles(facts);
        if (name.matches()) {
            new SystemPackage(
                            "slackware",
                            name.group(1),
                            name.group(2) + "-" + name.group(4),
                            "",
                            "",
                            name.group(3),
                            new TreeMap<>())
                    .tell(troubles, facts);
            facts.accept(new OpenedFact(Opened.DATABASE, 1));
            own(root, name.group(1), content, troubles, facts);
        }
        troubles.finish();
    }

    private static void own(String root, String owner, byte[] content, Troubles troubles, Consumer<Fact> facts) {
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        Lines lines = new Lines(content);
        boolean isListed = false;
        while (lines.next()) {
            if (isListed && !lines.isBlank()) {
                String path = lines.text(0, PATH_BYTES_MAX);
                if (!path.startsWith("install/")) { // scripts that ran and are gone
                    owned.addFile(path);
                }
            } else if (!isListed) {
                isListed = lines.text(0, LIST.length()).equals(LIST);
            }
        }
        owned.finish(owner);
    }
}
