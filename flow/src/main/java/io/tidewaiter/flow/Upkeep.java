package io.tidewaiter.flow;

import io.tidewaiter.flow.vex.AttachedVex;
import io.tidewaiter.store.State;
import io.tidewaiter.store.upkeep.Cleaning;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What has to be done for the state now and then: rules that end are noted, what is too old is taken out. */
final class Upkeep {
    private static final System.Logger LOG = System.getLogger("flow");
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CLEAN = Duration.ofHours(24);

    private final State state;
    private final AttachedVex attached;
    private Instant due;

    /** The first cleaning is a day later, so that a restart is quick. */
    Upkeep(State state, AttachedVex attached) {
        this.state = state;
        this.attached = attached;
        this.due = state.now().plus(CLEAN);
    }

    /** Waits a moment, then does what is due. */
    void look() throws InterruptedException {
        Thread.sleep(LOOK);
        state.judgements().noteExpired();
        if (!state.now().isBefore(due)) {
            due = state.now().plus(CLEAN);
            Map<String, Long> taken = state.cleaning().run(Cleaning.Retention.USUAL);
            attached.forget();
            LOG.log(Level.INFO, "upkeep cleaned rows={0}", taken.toString());
        }
    }
}
