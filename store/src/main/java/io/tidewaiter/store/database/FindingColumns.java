package io.tidewaiter.store.database;

import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import java.util.List;
import tools.jackson.core.type.TypeReference;

/**
 * The columns of a finding that have to be parsed. Images share their packages, so the same texts come again with each:
 * parsing them took half the time of a list of sub-assessments.
 */
public final class FindingColumns {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<CvssScore>> SCORES = new TypeReference<>() {};
    private static final TypeReference<List<MatchReason>> REASONS = new TypeReference<>() {};

    private final Memo<List<String>> texts = new Memo<>(text -> List.copyOf(Json.read(text, TEXTS)));
    private final Memo<List<CvssScore>> scores = new Memo<>(text -> List.copyOf(Json.read(text, SCORES)));
    private final Memo<List<MatchReason>> reasons = new Memo<>(text -> List.copyOf(Json.read(text, REASONS)));
    private final Memo<Ecosystem> ecosystems = new Memo<>(Ecosystem::parse);
    private final Memo<OperatingSystem> systems = new Memo<>(text -> Json.read(text, OperatingSystem.class));
    private final Memo<Purl> purls = new Memo<>(
            text -> Purl.parse(text).orElseThrow(() -> new StoreException("read the state: not a purl: " + text)));

    public List<String> texts(String json) {
        return texts.of(json);
    }

    public List<CvssScore> scores(String json) {
        return scores.of(json);
    }

    public List<MatchReason> reasons(String json) {
        return reasons.of(json);
    }

    public Ecosystem ecosystem(String text) {
        return ecosystems.of(text);
    }

    public OperatingSystem operatingSystem(String json) {
        return systems.of(json);
    }

    /** @throws StoreException where the text is no package url: the state writes none */
    public Purl purl(String text) {
        return purls.of(text);
    }
}
