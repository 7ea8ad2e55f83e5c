package io.tidewaiter.store.content;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.store.change.Change;
import io.tidewaiter.store.change.ChangeKind;
import io.tidewaiter.store.change.Changes;
import io.tidewaiter.store.database.ContentHash;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes which vulnerabilities speak for which package versions. A decision holds for every image that contains the
 * package version. One that was made by older advisories than the stored one changes nothing: a scan that began before
 * the advisories changed may end after it.
 */
public final class MatchWriter {
    private final Sql sql;
    private final AdvisoryRows.Known advisories;
    private final Instant now;
    private final Set<Long> unshared;
    private final Map<String, Long> vulnerabilities = new HashMap<>();

    /** @param unshared package versions that only the image which is being written contains */
    public MatchWriter(Sql sql, AdvisoryRows.Known advisories, Instant now, Set<Long> unshared) {
        this.sql = sql;
        this.advisories = advisories;
        this.now = now;
        this.unshared = unshared;
    }

    private record Key(String vulnerability, String ecosystem, String subjectName, String subjectVersion) {
        static Key of(Match match) {
            return new Key(
                    match.vulnerability().id(),
                    match.ecosystem().toString(),
                    match.subjectName(),
                    match.subjectVersion());
        }
    }

    private record Stored(long id, Content content, long firstSeen) {}

    private record Content(long vulnerability, String fixState, String fixedVersion, String reasons) {}

    /** Opens and closes intervals where the matches of the packages differ from what is stored. */
    public void write(Map<InstalledPackage, Long> packages, List<Finding> findings) throws SQLException {
        Map<Long, List<Match>> wanted = new HashMap<>();
        for (long version : packages.values()) {
            wanted.put(version, new ArrayList<>());
        }
        for (Finding finding : findings) {
            for (InstalledPackage installed : finding.packages()) {
                Long version = packages.get(installed);
                if (version == null) {
                    throw new IllegalArgumentException(
                            "a finding is about a package of the inventory, not about " + installed.purl());
                }
                wanted.computeIfAbsent(version, _ -> new ArrayList<>()).add(finding.match());
            }
        }
        for (Map.Entry<Long, List<Match>> entry : wanted.entrySet()) {
            write(entry.getKey(), entry.getValue());
        }
    }

    /** Opens and closes intervals where the matches of one package version differ from what is stored; whether any did. */
    public boolean write(long version, List<Match> matches) throws SQLException {
        Map<Key, Match> wanted = new LinkedHashMap<>();
        matches.forEach(match -> wanted.put(Key.of(match), match));
        return mayDecide(version) && reconcile(version, wanted);
    }

    private boolean mayDecide(long version) throws SQLException {
        long decidedBy = sql.number("""
                SELECT a.rank FROM package_version p JOIN advisory_snapshot a ON a.id = p.decided_by WHERE p.id = ?
                """, version);
        if (decidedBy < advisories.rank()) {
            sql.update("UPDATE package_version SET decided_by = ? WHERE id = ?", advisories.id(), version);
        }
        return decidedBy <= advisories.rank();
    }

    private boolean reconcile(long version, Map<Key, Match> wanted) throws SQLException {
        Map<Key, Stored> stored = stored(version);
        Set<Key> kept = new HashSet<>();
        boolean changed = false;
        for (Map.Entry<Key, Match> entry : wanted.entrySet()) {
            Match match = entry.getValue();
            Content content = new Content(
                    vulnerability(match.vulnerability()),
                    match.fixState().name(),
                    match.fixedVersion(),
                    Json.write(match.reasons()));
            Stored before = stored.get(entry.getKey());
            if (before != null && before.content().equals(content)) {
                kept.add(entry.getKey());
                continue;
            }
            if (before != null) {
                close(before);
                kept.add(entry.getKey());
            }
            changed = true;
            open(version, entry.getKey(), content, before == null ? now.toEpochMilli() : before.firstSeen());
        }
        for (Map.Entry<Key, Stored> entry : stored.entrySet()) {
            if (!kept.contains(entry.getKey())) {
                close(entry.getValue());
                changed = true;
            }
        }
        if (changed && !unshared.contains(version)) {
            Changes.note(sql, now, Change.packageVersion(version));
        }
        return changed;
    }

    private Map<Key, Stored> stored(long version) throws SQLException {
        Map<Key, Stored> stored = new HashMap<>();
        sql.list(
                        """
                        SELECT id, vulnerability_name, ecosystem, subject_name, subject_version, vulnerability,
                            fix_state, fixed_version, reasons, first_seen
                        FROM package_match WHERE package_version = ? AND valid_to IS NULL
                        """,
                        row -> Map.entry(
                                new Key(row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                                new Stored(
                                        row.getLong(1),
                                        new Content(
                                                row.getLong(6), row.getString(7), row.getString(8), row.getString(9)),
                                        row.getLong(10))),
                        version)
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        return stored;
    }

    private void close(Stored match) throws SQLException {
        sql.update("UPDATE package_match SET valid_to = ? WHERE id = ?", now, match.id());
    }

    private void open(long version, Key key, Content content, long firstSeen) throws SQLException {
        sql.update(
                """
                INSERT INTO package_match (package_version, vulnerability, vulnerability_name, ecosystem, subject_name,
                    subject_version, fix_state, fixed_version, reasons, advisory, first_seen, valid_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                version,
                content.vulnerability(),
                key.vulnerability(),
                key.ecosystem(),
                key.subjectName(),
                key.subjectVersion(),
                content.fixState(),
                content.fixedVersion(),
                content.reasons(),
                advisories.id(),
                firstSeen,
                now);
    }

    /** The row of a description. EPSS changes daily for nearly all, so it is the row's only value that is replaced. */
    private long vulnerability(Vulnerability vulnerability) throws SQLException {
        Object[] values = {
            vulnerability.id(),
            Json.write(vulnerability.aliases()),
            vulnerability.title(),
            vulnerability.severity().name(),
            vulnerability.severitySource(),
            Json.write(vulnerability.cvss()),
            Json.write(vulnerability.references()),
            vulnerability.published(),
            vulnerability.knownExploited() ? 1 : 0,
            Json.write(vulnerability.weaknesses())
        };
        // without weaknesses it is the row that was written before they were known of
        int hashed = vulnerability.weaknesses().isEmpty() ? values.length - 1 : values.length;
        String hash = ContentHash.of(Json.write(Arrays.copyOf(values, hashed)));
        Long written = vulnerabilities.get(hash);
        if (written != null) {
            return written;
        }
        Optional<Long> known = sql.first("SELECT id FROM vulnerability WHERE hash = ?", row -> row.getLong(1), hash);
        long id = known.isPresent() ? known.get() : insert(hash, vulnerability, values);
        int moved = sql.update(
                "UPDATE vulnerability SET epss = ? WHERE name = ? AND epss <> ?",
                vulnerability.epssProbability(),
                vulnerability.id(),
                vulnerability.epssProbability());
        if (moved > 0) {
            Changes.note(sql, now, new Change(ChangeKind.VULNERABILITY, vulnerability.id()));
        }
        vulnerabilities.put(hash, id);
        return id;
    }

    private long insert(String hash, Vulnerability vulnerability, Object[] values) throws SQLException {
        Object[] all = new Object[values.length + 2];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = hash;
        all[values.length + 1] = vulnerability.epssProbability();
        return sql.insert("""
                        INSERT INTO vulnerability (name, aliases, title, severity, severity_source, cvss, refs, published,
                            known_exploited, weaknesses, hash, epss)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                        """, all).orElseThrow();
    }
}
