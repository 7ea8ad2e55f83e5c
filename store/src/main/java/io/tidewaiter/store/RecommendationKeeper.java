package io.tidewaiter.store;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.store.announce.Affected;
import io.tidewaiter.store.change.ChangeLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Notes since when registries are recommended what they are. Follows the change sequence and looks at the registries that
 * a change may have turned; the time of a turn is that of the last such change. A turn and its return between two looks
 * are not seen. For one thread.
 */
public final class RecommendationKeeper {
    private static final int CHANGES_AT_ONCE = 10_000;

    private final State state;
    private Optional<Long> seen = Optional.empty();

    public RecommendationKeeper(State state) {
        this.state = state;
    }

    /** Looks at what changed since the last look; at everything the first time. */
    public void look() {
        ChangeLog.Span span = state.changes().span();
        if (seen.isEmpty() || !span.continues(seen.get())) {
            Instant at = state.changes()
                    .read(ChangeLog::newest)
                    .map(ChangeLog.Entry::at)
                    .orElseGet(state::now);
            state.resources().registries().forEach(registry -> note(registry, at));
            seen = Optional.of(span.last());
            return;
        }
        List<ChangeLog.Entry> entries =
                state.changes().read(sql -> ChangeLog.after(sql, seen.orElseThrow(), CHANGES_AT_ONCE));
        if (!entries.isEmpty()) {
            turned(entries);
            seen = Optional.of(entries.getLast().id());
        }
    }

    /** Looks at what changes may have turned: one registry, those where an image lies, or any. */
    private void turned(List<ChangeLog.Entry> entries) {
        Map<String, Instant> one = new HashMap<>();
        Map<Long, Instant> images = new HashMap<>();
        Optional<Instant> any = Optional.empty();
        for (ChangeLog.Entry entry : entries) {
            String key = entry.change().key();
            switch (entry.change().kind()) {
                case REGISTRY -> one.put(key, entry.at());
                case IMAGE -> images.put(Long.valueOf(key), entry.at());
                case PACKAGE, VULNERABILITY, JUDGEMENT, RESOURCE, EVERYTHING -> any = Optional.of(entry.at());
                case RECOMMENDATION, SUBSCRIPTION, PLAN, ROLE_ASSIGNMENT, METER, JOB, ADVISORIES -> {}
            }
        }
        images.forEach((image, at) -> state.changes()
                .read(sql -> Affected.lying(sql, image, Instant.EPOCH))
                .forEach(lying -> one.merge(key(lying.registryId()), at, (a, b) -> a.isAfter(b) ? a : b)));
        for (RegistryResource registry : state.resources().registries()) {
            Instant at = one.get(key(registry.id()));
            if (any.isPresent() && (at == null || at.isBefore(any.get()))) {
                at = any.get();
            }
            if (at != null) {
                note(registry, at);
            }
        }
    }

    private static String key(String registryId) {
        return registryId.toLowerCase(Locale.ROOT);
    }

    private void note(RegistryResource registry, Instant at) {
        Recommended now = Recommended.now(
                state.images().summary(registry.id()),
                state.syncs().of(registry.id()),
                Optional.empty()); // what was noted is looked at when it is noted
        state.recommendations().note(registry.id(), now.recommendation(), at);
    }
}
