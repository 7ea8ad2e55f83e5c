package io.tidewaiter.store.judge;

import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleFault;
import io.tidewaiter.assess.rule.RuleReader;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.VexRules;
import io.tidewaiter.assess.vex.VexDocument;
import io.tidewaiter.assess.vex.VexReader;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.vuln.json.DocumentFault;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules in force, held in memory and brought up to date by whoever reads: only what changed is read again, so that a
 * new rule beside 100,000 others is seen at once.
 */
public final class RuleBook {
    /** The member of a VEX document's body that says what it hangs on in its registry. */
    public static final String ATTACHED = "attached";

    private final Map<Long, List<Rule>> byVersion = new HashMap<>();
    private long seen = -1;
    private RuleSet rules = RuleSet.EMPTY;

    /** The rules as the reader's picture of the state has them. */
    public synchronized RuleSet current(Sql sql) throws SQLException {
        long latest = sql.number("SELECT coalesce(max(id), 0) FROM judgement");
        if (latest <= seen) {
            return rules;
        }
        List<Rule> gone = new ArrayList<>();
        List<Rule> added = new ArrayList<>();
        for (long closed : sql.list("""
                SELECT id FROM judgement WHERE valid_to IS NOT NULL
                  AND valid_to >= (SELECT coalesce(min(valid_from), 0) FROM judgement WHERE id > ?)
                """, row -> row.getLong(1), seen)) {
            gone.addAll(Objects.requireNonNullElse(byVersion.remove(closed), List.of()));
        }
        sql.list(
                        JudgementStore.COLUMNS + " WHERE id > ? AND valid_to IS NULL AND (pending = 0 OR kind = 'vex')",
                        JudgementStore::read,
                        seen)
                .forEach(judgement -> {
                    List<Rule> said = saying(judgement);
                    byVersion.put(judgement.version(), said);
                    added.addAll(said);
                });
        rules = rules.changed(gone, added);
        seen = latest;
        return rules;
    }

    /** The rules that were in force at a time. */
    static RuleSet at(Sql sql, long millis) throws SQLException {
        List<Rule> rules = new ArrayList<>();
        sql.list(
                        JudgementStore.COLUMNS
                                + " WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)"
                                + " AND (pending = 0 OR kind = 'vex')",
                        JudgementStore::read,
                        millis,
                        millis)
                .forEach(judgement -> rules.addAll(saying(judgement)));
        return new RuleSet(rules);
    }

    /**
     * What a resource says now. What waits for an approval says nothing, but for a document that hangs on an image: that
     * is told, and hides nothing.
     */
    static List<Rule> saying(Judgement judgement) {
        return judgement.pending() && !isAttached(judgement) ? List.of() : parsed(judgement);
    }

    private static boolean isAttached(Judgement judgement) {
        return judgement.kind() == Judgement.Kind.VEX
                && Json.read(judgement.body(), ObjectNode.class).has(ATTACHED);
    }

    private static List<Rule> vex(Judgement judgement, ObjectNode body) {
        VexRules.Origin origin = new VexRules.Origin(judgement.id(), judgement.name(), judgement.scope());
        VexDocument document = VexReader.read(
                        String.valueOf(body.get("document")).getBytes(StandardCharsets.UTF_8))
                .at(judgement.changedAt()); // the same at whatever time it is read
        if (!(body.get(ATTACHED) instanceof ObjectNode attached)) {
            return VexRules.of(origin, document);
        }
        Set<String> images = new HashSet<>();
        attached.path("images").forEach(image -> images.add(image.asString("")));
        String repository = attached.path("repository").asString("");
        String subject = attached.path("subject").asString("");
        String by = document.author().isEmpty() ? "" : " by " + document.author();
        return VexRules.attached(
                new VexRules.Origin(
                        origin.id(),
                        document.format() + by + " attached to " + repository + "@" + subject,
                        origin.scope()),
                new VexRules.Attachment(repository, subject, images, !judgement.pending()),
                document);
    }

    /** What a resource comes to. One that this version of the program cannot read hides nothing. */
    public static List<Rule> parsed(Judgement judgement) {
        RuleReader.Origin origin = new RuleReader.Origin(judgement.id(), judgement.name(), judgement.scope());
        try {
            ObjectNode body = Json.read(judgement.body(), ObjectNode.class);
            return switch (judgement.kind()) {
                case RULE -> List.of(RuleReader.rule(origin, body));
                case EXEMPTION -> List.of(RuleReader.exemption(origin, body));
                case STANDARD -> List.of(RuleReader.standardAssignment(origin, body));
                case VEX -> vex(judgement, body);
            };
        } catch (RuleFault | DocumentFault e) {
            return List.of();
        }
    }
}
