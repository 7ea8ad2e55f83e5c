package io.tidewaiter.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A reader of foreign bytes and what holds for it whatever the bytes are.
 *
 * @param name as on the command line and of the folder with its regressions
 * @param check throws where the promise is broken; the outcomes that the reader declares are no breach
 */
record Target(String name, Check check) {
    /** One input. */
    interface Check {
        void run(byte[] input) throws Exception;
    }

    /** Every target, in the order in which they are run. */
    static List<Target> all() {
        List<Target> all = new ArrayList<>();
        all.add(new Target("tar", ArchiveTargets::tar));
        all.add(new Target("gzip", ArchiveTargets::decode));
        all.add(new Target("zstd", ArchiveTargets::decode));
        all.add(new Target("zip", ArchiveTargets::zip));
        all.add(new Target("frames", CellTargets::frames));
        all.add(new Target("facts", CellTargets::facts));
        all.add(new Target("layer", CellTargets::layer));
        all.add(new Target("manifest", OciTargets::manifest));
        all.add(new Target("archive", OciTargets::archive));
        all.add(new Target("kql", KqlTarget::check));
        all.add(new Target("excerpt", ExcerptTarget::check));
        FeedTarget.all().forEach(feed -> all.add(new Target(feed.name(), feed::check)));
        CatalogerTarget.all().forEach(cataloger -> all.add(new Target(cataloger.name(), cataloger::check)));
        return List.copyOf(all);
    }

    static Target of(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name + "; there are "
                        + all().stream().map(Target::name).toList()));
    }
}
