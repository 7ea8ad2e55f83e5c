package io.tidewaiter.catalog.npm;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.function.Consumer;

/** Packages that npm, yarn, pnpm or Bun installed, and releases that were unpacked by themselves. */
public final class NpmCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 128 << 20; // an archive with programs of every platform
    private static final String TYPE = "npm";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("npm", "npm", "package.json(5)")
                .reads(1, "**/node_modules/{*,@*/*}/package.json", "installed packages")
                .reads(39, "**/node_modules/.store/*/package/package.json", "packages that Yarn keeps apart and links")
                .reads(24, "**/usr/{share,lib}/nodejs/{*,@*/*}/package.json", "the same of Debian's packages")
                .reads(
                        23,
                        "**/NAME-[v]VERSION/package.json, **/NAME/[v]VERSION/package.json",
                        "a release that was unpacked: Yarn in images of Node.js, what Corepack fetched")
                .reads(
                        13,
                        "**/.yarn/cache/*.zip, **/{.yarn,yarn}/berry/cache/*.zip",
                        "packages that Yarn runs from archives");
    }

    @Override
    public List<String> endings() {
        return List.of("/package.json", ".zip");
    }

    @Override
    public boolean wants(FileEntry file) {
        return NodeModules.installs(file.path()) || UnpackedRelease.mayBe(file.path()) || YarnArchive.isOne(file);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (YarnArchive.isOne(file)) {
            YarnArchive.read(content, limits, NpmCataloger::tell, facts);
        } else if (NodeModules.installs(file.path())) {
            tell(content, "", facts);
        } else if (PackageJson.parse(content) instanceof PackageJson.Outcome.Named named
                && UnpackedRelease.isOf(file.path(), named.name(), named.version())) {
            tell(content, "", facts);
        }
    }

    private static void tell(byte[] content, String inner, Consumer<Fact> facts) {
        switch (PackageJson.parse(content)) {
            case PackageJson.Outcome.Named named -> {
                int slash = named.name().indexOf('/');
                String scope = slash < 0 ? "" : named.name().substring(0, slash);
                facts.accept(
                        Fact.InstalledFact.of(TYPE, scope, named.name().substring(slash + 1), named.version(), inner));
            }
            case PackageJson.Outcome.Nameless() -> {}
            case PackageJson.Outcome.Broken(String saw) ->
                facts.accept(
                        new Fact.UnreadFact(CoverageFact.Kind.FILE_UNREADABLE, inner, "read package.json: saw " + saw));
        }
    }
}
