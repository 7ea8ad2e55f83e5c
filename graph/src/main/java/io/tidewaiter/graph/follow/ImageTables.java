package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.derive.FindingSpan;
import io.tidewaiter.graph.derive.FindingSpans;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.graph.derive.Joins;
import io.tidewaiter.graph.derive.PlaceText;
import io.tidewaiter.graph.derive.Said;
import io.tidewaiter.graph.derive.SaidSpan;
import io.tidewaiter.graph.derive.Soles;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.rule.Rulings;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;

/** Writes the rows of images: takes away what the graph has of them, and puts what the state says now. */
final class ImageTables {
    /** What says where an image lies and when it was looked at: changes with every scan. */
    private static final List<String> PLACES = List.of("place", "spot", "presence", "print");

    /** What says what is in it: changes seldom. */
    private static final List<String> CONTENTS = List.of("finding", "contain", "layer", "gap");

    private static final TypeReference<List<LayerRecord>> LAYERS = new TypeReference<>() {};
    private static final int COVERAGES_KEPT = 2_000;

    private static final Staged FACTS = new Staged(
            "staged",
            "place INTEGER, image INTEGER, registry INTEGER, first_seen BIGINT, valid_from BIGINT, valid_to BIGINT,"
                    + " details INTEGER[]",
            """
            INSERT INTO finding
            SELECT place, image, registry, detail // 2, detail % 2 = 1, first_seen, valid_from, valid_to
            FROM (SELECT *, unnest(details) AS detail FROM staged)
            """);

    private final Sql graph;
    private final Rows.Opener open;
    private final AssessmentKey form;
    private final Kinds kinds;
    private final Soles soles;
    private final Details details;
    /** Registries that the graph has, and how many of them are ordered. */
    private final Set<Integer> seen = new HashSet<>();

    private int ranked;

    /** Findings that were put and not flushed. */
    private long waiting;

    private final Contents contents = new Contents();
    /** Of all images that the graph has rows of. */
    private final Map<Long, Long> prints = new HashMap<>();

    private final Map<Long, Coverage> coverages = new LinkedHashMap<>();

    ImageTables(Sql graph, Rows.Opener open, AssessmentKey form, Kinds kinds, Details details) {
        this.graph = graph;
        this.open = open;
        this.form = form;
        this.kinds = kinds;
        this.soles = new Soles(kinds::vulnerability);
        this.details = details;
    }

    /** Makes the tables of this connection, and begins with what the graph holds. */
    void load() throws SQLException {
        waiting = 0;
        graph.update("CREATE TEMP TABLE IF NOT EXISTS changed (image INTEGER, deep BOOLEAN)");
        prints.clear();
        graph.list("SELECT image, print FROM print", row -> prints.put(row.getLong(1), row.getLong(2)));
        FACTS.load(graph);
        seen.clear();
        graph.list("SELECT no FROM registry", row -> seen.add(row.getInt(1)));
        ranked = 0;
        contents.load(graph);
    }

    /**
     * Puts the rows of images as they are now in the place of those that the graph has. Where nothing changed but where
     * an image lies, its tags and times, its findings and contents stay.
     *
     * @param numbers of all images that are meant
     * @param images those of them that the state has
     * @param registries takes those that images lay or lie in of which more changed
     */
    void replace(Collection<Long> numbers, List<ImageFacts> images, Sources from, Set<String> registries)
            throws SQLException {
        Set<Long> deep = new HashSet<>(numbers);
        List<Joint> now = Joint.of(images, from);
        for (Joint one : now) {
            if (Objects.equals(prints.get(one.image().id), one.print())) {
                deep.remove(one.image().id);
            }
        }
        remove(numbers, deep, registries);
        prints.keySet().removeAll(numbers);
        try (Out out = open()) {
            for (Joint one : now) {
                put(one, new Writing(from, deep.contains(one.image().id)), out);
            }
        }
        for (ImageFacts image : images) {
            if (deep.contains(image.id)) {
                for (ImageFacts.Presence place : image.places()) {
                    registries.add(
                            from.registries().of(from.state(), place.registry()).key());
                }
            }
        }
    }

    private void remove(Collection<Long> images, Set<Long> deep, Set<String> registries) throws SQLException {
        graph.update("DELETE FROM changed");
        boolean any = false;
        try (Rows rows = open.openOwn("changed")) {
            for (long image : images) {
                if (prints.containsKey(image)) {
                    rows.row((int) image, deep.contains(image));
                    any = true;
                }
            }
        }
        if (!any) {
            return; // all are new: nothing is searched
        }
        registries.addAll(graph.list(
                "SELECT DISTINCT scope FROM spot WHERE image IN (SELECT image FROM changed WHERE deep)",
                row -> row.getString(1)));
        for (String table : PLACES) {
            graph.update("DELETE FROM " + table + " WHERE image IN (SELECT image FROM changed)");
        }
        for (String table : CONTENTS) {
            graph.update("DELETE FROM " + table + " WHERE image IN (SELECT image FROM changed WHERE deep)");
        }
    }

    /** The tables that rows of images go to, open: what they got may be seen when they are closed. */
    record Out(
            Rows.Together all,
            Rows registry,
            Rows spot,
            Rows place,
            Rows presence,
            Details.Out detail,
            Rows staged,
            Contents.Out contents,
            Rows layer,
            Rows gap,
            Rows print)
            implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try (all) {
                detail.end();
            }
        }
    }

    /** An image with what speaks for its contents, and a number over all of it. */
    private record Joint(ImageFacts image, List<Joins> joins, long print) {
        static List<Joint> of(List<ImageFacts> images, Sources from) throws SQLException {
            List<Joint> joint = new ArrayList<>(images.size());
            for (ImageFacts image : images) {
                List<Joins> joins =
                        image.brought.stream().map(from.matches()::joins).toList();
                joint.add(new Joint(image, joins, ImagePrint.of(image, joins, from)));
            }
            return joint;
        }
    }

    /** What a batch of images is made from. */
    record Sources(Sql state, Registries registries, Matches matches, FindingParts parts, Rulings rulings) {}

    /** Opens the tables. */
    Out open() throws SQLException {
        Rows.Together all = new Rows.Together(open);
        return new Out(
                all,
                all.open("registry"),
                all.open("spot"),
                all.open("place"),
                all.open("presence"),
                details.to(all.open("detail")),
                FACTS.open(all),
                Contents.Out.open(all),
                all.open("layer"),
                all.open("gap"),
                all.open("print"));
    }

    /** Puts the rows of images of which there are none; their findings with the next {@link #flush()}. */
    void put(List<ImageFacts> images, Sources from, Out out) throws SQLException {
        for (Joint one : Joint.of(images, from)) {
            put(one, new Writing(from, true), out);
        }
    }

    private void put(Joint one, Writing writing, Out out) throws SQLException {
        ImageFacts image = one.image();
        prints.put(image.id, one.print());
        if (image.head != null) {
            put(one, image.head, writing, out);
        }
    }

    /** How many findings wait for the next {@link #flush()}. */
    long waiting() {
        return waiting;
    }

    /** Puts the findings of all images since the last time. */
    void flush() throws SQLException {
        kinds.write(open);
        FACTS.flush(graph);
        waiting = 0;
        contents.flush(graph);
        if (ranked != seen.size()) {
            graph.update("""
                    UPDATE registry SET id_rank = r.id_rank FROM (
                        SELECT no, row_number() OVER (ORDER BY id || '/') AS id_rank FROM registry) r
                    WHERE registry.no = r.no
                    """);
            ranked = seen.size();
        }
    }

    /** Takes away what no image has any more, where that may have become much. */
    void sweep() throws SQLException {
        contents.sweep(graph);
    }

    /** @param deep whether not only its places are written */
    private record Writing(Sources from, boolean deep) {}

    private void put(Joint joint, ImageFacts.Head head, Writing writing, Out out) throws SQLException {
        Sources from = writing.from();
        ImageFacts image = joint.image();
        List<FindingSpan> spans = List.of();
        if (writing.deep()) {
            contents.put((int) image.id, image.brought, from.parts(), out.contents());
            spans = FindingSpans.of(image.brought, joint.joins());
            verdicts(image, from.state(), out);
        }
        int[] texts = new int[spans.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = details.of(spans.get(i), Said.NOTHING, from.parts(), out.detail());
        }
        out.print().row((int) image.id, joint.print());
        for (ImageFacts.Presence presence : image.presences) {
            out.presence().row((int) image.id, presence.id(), presence.valid().to());
        }
        BitSet sole = soles.of(spans);
        List<ImageFacts.Presence> places = image.places();
        BitSet alone =
                Soles.alone(places.stream().map(ImageFacts.Presence::valid).toList());
        for (int i = 0; i < places.size(); i++) {
            ImageFacts.Presence place = places.get(i);
            Registries.Registry registry = from.registries().of(from.state(), place.registry());
            Rulings.Ruling ruling = from.rulings().of(registry.key());
            List<PlaceVersions.Version> versions = PlaceVersions.of(image, place, ruling.exemptions());
            if (versions.isEmpty()) {
                continue;
            }
            Here here = new Here(image, head, registry);
            if (seen.add((int) registry.row())) {
                out.registry()
                        .row((int) registry.row(), registry.id(), registry.subscription(), registry.resourceGroup(), 0);
            }
            spot(here, place, out.spot());
            for (PlaceVersions.Version version : versions) {
                version(here, version, from.state(), out.place());
            }
            if (!writing.deep()) {
                continue;
            }
            Facts facts = new Facts(image, place, spans, texts, out);
            BitSet soleHere = alone.get(i) ? sole : new BitSet();
            if (ruling.isEmpty()) {
                facts.put(soleHere);
            } else {
                String system = RulePlace.word(head.operatingSystem());
                facts.put(ruling, ruling.place(place.repository(), head.digest(), system), from.parts(), soleHere);
            }
            facts.rest(versions);
            facts.end();
        }
    }

    /** The facts of a place. */
    private final class Facts {
        private final int image;
        private final ImageFacts.Presence place;
        private final List<FindingSpan> spans;
        private final int[] texts;
        private final Out out;
        private final List<Interval> counting = new ArrayList<>();
        private int[] holds;
        private int held;
        private long heldSince;
        private Interval heldValid = new Interval(0, 0);

        /** @param texts of the findings as long as nobody says anything */
        Facts(ImageFacts image, ImageFacts.Presence place, List<FindingSpan> spans, int[] texts, Out out) {
            this.image = (int) image.id;
            this.place = place;
            this.spans = spans;
            this.texts = texts;
            this.holds = new int[texts.length + 1];
            this.out = out;
        }

        /**
         * All findings, where there is no rule.
         *
         * @param sole {@link Soles} of them, at this place
         */
        void put(BitSet sole) throws SQLException {
            for (int i = 0; i < texts.length; i++) {
                Interval both = spans.get(i).valid().and(place.valid());
                if (!both.isEmpty()) {
                    fact(spans.get(i), texts[i], both, sole.get(i));
                    count(both);
                }
            }
        }

        /** All findings with what rules say of them. */
        void put(Rulings.Ruling ruling, RulePlace here, FindingParts parts, BitSet sole) throws SQLException {
            for (int i = 0; i < texts.length; i++) {
                FindingSpan span = spans.get(i);
                Interval both = span.valid().and(place.valid());
                if (both.isEmpty()) {
                    continue;
                }
                for (SaidSpan said : ruling.of(span, both, here, parts::subject)) {
                    int text = said.said().equals(Said.NOTHING)
                            ? texts[i]
                            : details.of(span, said.said(), parts, out.detail());
                    fact(span, text, said.valid(), sole.get(i));
                    if (said.counts()) {
                        count(said.valid());
                    }
                }
            }
        }

        private void count(Interval valid) {
            if (counting.isEmpty() || !counting.getLast().equals(valid)) {
                counting.add(valid);
            }
        }

        private void fact(FindingSpan span, int text, Interval valid, boolean isSole) throws SQLException {
            long since = Math.max(span.firstSeen(), place.valid().from());
            finding(2 * text + (isSole ? 1 : 0), since, valid);
        }

        /** A fact of its own for when no finding counts. */
        void rest(List<PlaceVersions.Version> versions) throws SQLException {
            for (PlaceVersions.Version version : versions) {
                Said said = version.exempt() == null ? Said.NOTHING : new Said(version.exempt(), List.of());
                for (Interval free : FindingSpans.without(counting, version.valid())) {
                    int text = details.of(version.shown(), said, out.detail());
                    finding(2 * text, place.valid().from(), free);
                }
            }
        }

        /**
         * Findings that began and hold at the same times, which nearly all of an image do, wait as one row until
         * {@link #flush()}.
         *
         * @param text twice its number, and one more where the finding is sole
         */
        private void finding(int text, long since, Interval valid) throws SQLException {
            if (held > 0 && (since != heldSince || !valid.equals(heldValid))) {
                end();
            }
            heldSince = since;
            heldValid = valid;
            if (held == holds.length) {
                holds = Arrays.copyOf(holds, 2 * held + 16);
            }
            holds[held++] = text;
        }

        /** Writes what is held. */
        void end() throws SQLException {
            if (held > 0) {
                out.staged()
                        .lists(
                                new int[] {(int) place.id(), image, (int) place.registry()},
                                new long[] {heldSince, heldValid.from(), heldValid.to()},
                                Arrays.copyOf(holds, held));
                waiting += held;
                held = 0;
            }
        }
    }

    /** An image in a registry. */
    private record Here(ImageFacts image, ImageFacts.Head head, Registries.Registry registry) {}

    private static void spot(Here here, ImageFacts.Presence place, Rows out) throws SQLException {
        ImageFacts image = here.image();
        ImageFacts.Head head = here.head();
        Registries.Registry registry = here.registry();
        out.row(
                (int) place.id(),
                (int) image.id,
                (int) place.registry(),
                registry.id(),
                registry.key(),
                registry.subscription(),
                registry.resourceGroup(),
                place.repository(),
                head.digest(),
                new UUID(place.place(), 0).toString().substring(0, Kinds.HALF),
                place.place() ^ Long.MIN_VALUE,
                place.valid().from(),
                place.valid().to());
    }

    private void version(Here here, PlaceVersions.Version version, Sql state, Rows out) throws SQLException {
        ImageFacts image = here.image();
        ImageFacts.Head head = here.head();
        Registries.Registry registry = here.registry();
        ImageFacts.VerdictSpan verdict = version.verdict();
        Interval valid = version.valid();
        PlaceVersions.Shown shown = version.shown();
        long end = version.asked().to();
        long at = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - 1;
        Optional<BaseImage> base =
                image.bases.getOrDefault(new ImageFacts.BaseKey(version.place().registry(), at), Optional.empty());
        Coverage coverage = coverage(state, verdict.coverage());
        PlaceText text = PlaceText.of(
                PlaceRow.of(head, version, registry.id(), coverage, base.orElse(null)), form, registry.host());
        out.row(
                (int) version.place().id(),
                (int) image.id,
                (int) version.place().registry(),
                Json.write(version.tags()),
                registry.host(),
                head.mediaType(),
                head.platform(),
                head.operatingSystem().id(),
                head.operatingSystem().versionId(),
                head.operatingSystem().prettyName(),
                head.sizeBytes(),
                shown.health().label(),
                shown.cause(),
                shown.description(),
                coverage.level().name(),
                coverage.facts().size(),
                verdict.catalogVersion(),
                verdict.advisoryDigest(),
                version.place().valid().from(),
                head.scannedAt(),
                base.map(BaseImage::name).orElse(""),
                base.map(b -> b.digest() == null ? "" : String.valueOf(b.digest()))
                        .orElse(""),
                base.map(b -> b.how().label()).orElse(""),
                base.filter(BaseImage::tellsLayers).map(BaseImage::layers).orElse(null),
                text.head(),
                text.data(),
                text.soft(),
                text.ours(),
                verdict.valid().from(),
                valid.from(),
                valid.to());
    }

    private void verdicts(ImageFacts image, Sql state, Out out) throws SQLException {
        for (ImageFacts.VerdictSpan verdict : image.verdicts) {
            for (LayerRecord layer : Json.read(verdict.layers(), LAYERS)) {
                out.layer()
                        .row(
                                (int) image.id,
                                layer.index(),
                                layer.digest() == null ? "" : String.valueOf(layer.digest()),
                                layer.diffId() == null ? "" : String.valueOf(layer.diffId()),
                                layer.createdBy(),
                                layer.storedBytes(),
                                layer.expandedBytes(),
                                verdict.valid().from(),
                                verdict.valid().to());
            }
            for (CoverageFact fact : coverage(state, verdict.coverage()).facts()) {
                out.gap()
                        .row(
                                (int) image.id,
                                fact.kind().name(),
                                fact.kind().breaksProof(),
                                fact.path(),
                                fact.layer(),
                                fact.detail(),
                                verdict.valid().from(),
                                verdict.valid().to());
            }
        }
    }

    private Coverage coverage(Sql state, long id) throws SQLException {
        Coverage known = coverages.get(id);
        if (known == null) {
            known = Json.read(
                    state.first("SELECT body FROM coverage WHERE id = ?", row -> row.getString(1), id)
                            .orElseThrow(),
                    Coverage.class);
            if (coverages.size() > COVERAGES_KEPT) {
                coverages.clear();
            }
            coverages.put(id, known);
        }
        return known;
    }
}
