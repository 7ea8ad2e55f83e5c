package io.tidewaiter.flow.reevaluate;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.store.State;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Looks whether the database file was replaced, and has everything judged by the new one. A file that cannot be opened
 * changes nothing: the one before stays, which is still mapped. A file has to be replaced by renaming another one over it,
 * as {@code db update} does; one that is written into while it is in use is damaged for whoever reads it.
 */
public final class AdvisoryWatch {
    private static final System.Logger LOG = System.getLogger("reevaluate");

    private final Path file;
    private final Advisories advisories;
    private final State state;
    private final Reevaluator reevaluator;
    private Seen seen;
    private boolean checked;

    /** @param advisories opened from the file */
    public AdvisoryWatch(Path file, Advisories advisories, State state, Reevaluator reevaluator) {
        this.file = file;
        this.advisories = advisories;
        this.state = state;
        this.reevaluator = reevaluator;
        this.seen = Seen.of(file);
    }

    /** Tells one file from another that took its place. */
    private record Seen(String what) {
        static Seen of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Seen(attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime());
            } catch (IOException e) {
                return new Seen("");
            }
        }
    }

    /** Looks once; judges again where something is to be judged. */
    public void look() {
        Seen now = Seen.of(file);
        if (!now.equals(seen) && !now.what().isEmpty()) {
            seen = now;
            open();
        } else if (!checked || isBehind()) {
            rest();
        }
        checked = true;
    }

    /** A scan that began with the database of before may end after everything was judged by the new one. */
    private boolean isBehind() {
        try (Advisories.Lease current = advisories.lease()) {
            return state.reevaluation().isPending(current.db().snapshot());
        }
    }

    private void open() {
        AdvisoryDb next;
        try {
            next = AdvisoryDb.open(file);
        } catch (AdvisoryException e) {
            LOG.log(Level.WARNING, "advisories not replaced file=" + file + " why=" + e.getMessage());
            return;
        }
        try (Advisories.Lease before = advisories.lease()) {
            if (before.db().snapshot().digest().equals(next.snapshot().digest())) {
                next.close();
                return;
            }
            state.images().activate(next.snapshot());
            advisories.replace(next);
            try (Advisories.Lease current = advisories.lease()) {
                tell(reevaluator.run(Optional.of(before.db()), current.db()), current.db());
            }
        }
    }

    /** What is left undone: by a crash, or by advisories that changed while the service was down. */
    private void rest() {
        try (Advisories.Lease current = advisories.lease()) {
            boolean isDone = state.reevaluation()
                    .last()
                    .filter(last ->
                            last.advisoryDigest().equals(current.db().snapshot().digest()))
                    .isPresent();
            if (!isDone || isBehind()) {
                tell(reevaluator.run(Optional.empty(), current.db()), current.db());
            }
        }
    }

    private static void tell(Reevaluator.Summary done, AdvisoryDb db) {
        LOG.log(
                Level.INFO,
                "reevaluate done advisories={0} packages={1} matched={2} changed={3} images={4}",
                db.snapshot().digest(),
                Long.toString(done.seen()),
                Long.toString(done.matched()),
                Long.toString(done.changed()),
                Long.toString(done.images()));
    }
}
