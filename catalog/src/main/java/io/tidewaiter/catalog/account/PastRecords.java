package io.tidewaiter.catalog.account;

import io.tidewaiter.catalog.fact.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the records of a distribution's packages said in each state of the image, so that a record is told that was changed
 * by another hand than its package manager's (B24).
 *
 * <p>A package manager that installs another version writes the package's files anew, or its list of them at least: a
 * version that changed while both stayed in lower layers was written into the record. It does not list more files for a
 * package that stayed: such a file is nobody's. And it does not hand the files that are there to a package of another
 * name. A rebuild of the same source ({@code +b2}) is the same version here: it may bring the same bytes again, and
 * advisories speak of the source.
 *
 * <p>A revision of which every program came out as it was, to its time, is told as well: a builder that compares files
 * leaves all of them out of the layer (BuildKit). Nothing in the image tells that from a version that was written by hand:
 * who writes the version can write the record's checksums, too. It is rare, for build systems set the time of what they
 * compile to that of the revision.
 */
final class PastRecords {
    private static final int SPANS_MAX = 2_000_000;

    /** Slices are added to a package of Chisel; Portage builds the same version with more features. */
    private static final Set<String> GROWING = Set.of("chisel", "portage");

    private static final Pattern REBUILD = Pattern.compile("\\+b\\d+$");

    /**
     * What was said in some states.
     *
     * @param from the first of them
     * @param to the first state after them
     */
    private record Span(int from, int to, String said) {
        boolean covers(int state) {
            return from <= state && state < to;
        }
    }

    private final int states;

    /** Versions with architectures, by package. */
    private final Map<String, List<Span>> versions = new HashMap<>();

    /** Likewise what a journal says, which is believed before the rest. */
    private final Map<String, List<Span>> laid = new HashMap<>();

    /** Lists of files, by package. */
    private final Map<String, List<Span>> lists = new HashMap<>();

    /** Owners, by path: only of files that came with a later layer. */
    private final Map<String, List<Span>> owners = new HashMap<>();

    /** Of packages with another version, the last state that had the one before. */
    private final Map<String, Integer> changed = new HashMap<>();

    /** Layers of the executables of those, by path: what others list, too, says nothing. */
    private final Map<String, Map<String, Integer>> files = new HashMap<>();

    private final Map<String, Integer> withoutPrograms = new HashMap<>();

    /** Of packages the sources that they are built from in the last state, as if these were packages. */
    private final Map<String, String> sources = new HashMap<>();

    private int spans;

    /** @param states of the image, one for each layer */
    PastRecords(int states) {
        this.states = states;
    }

    int states() {
        return states;
    }

    /** Whether there is a past. */
    boolean hasPast() {
        return states > 1;
    }

    /** A package was installed from one state until before another. */
    void installed(String owner, Fact.InstalledFact one, int from, int to, boolean journal) {
        String said = REBUILD.matcher(one.version()).replaceFirst("") + '\n' + one.architecture();
        add(journal ? laid : versions, owner, new Span(from, to, said));
        if (to == states && spans <= SPANS_MAX) {
            String source = one.sourceName().isEmpty() ? one.name() : one.sourceName();
            sources.put(owner, Owner.renamed(owner, source));
        }
    }

    private Set<String> versionsAt(String owner, int state) {
        Set<String> said = at(laid, owner, state);
        return said.isEmpty() ? at(versions, owner, state) : said;
    }

    /** A package had a list of files. */
    void listed(String owner, int from, int to) {
        add(lists, owner, new Span(from, to, ""));
    }

    /** A package listed a file, which a layer above the lowest brought. */
    void owned(String owner, String path, int from, int to) {
        add(owners, path, new Span(from, to, owner));
    }

    /** A package lists a file in the last state. */
    void owns(String owner, String path, int layer) {
        if (changed.containsKey(owner)) {
            files.computeIfAbsent(owner, _ -> new HashMap<>()).put(path, layer);
        }
    }

    private void add(Map<String, List<Span>> to, String key, Span span) {
        if (spans++ < SPANS_MAX) {
            to.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(span);
        }
    }

    private Set<String> at(Map<String, List<Span>> spans, String key, int state) {
        Set<String> said = new HashSet<>(2);
        for (Span span : spans.getOrDefault(key, List.of())) {
            if (span.covers(state)) {
                said.add(span.said());
            }
        }
        return said;
    }

    /** Finds whose version changed, when all that was installed is told. */
    void change() {
        versions.forEach((owner, spans) -> {
            Set<String> now = versionsAt(owner, states - 1);
            int last = -1;
            for (Span span : spans) {
                int state = Math.min(span.to() - 1, states - 2); // a journal speaks of what stayed
                Set<String> then = state > last ? versionsAt(owner, state) : Set.of();
                if (!then.isEmpty() && then.stream().noneMatch(now::contains)) {
                    last = state;
                }
            }
            if (last >= 0 && !now.isEmpty()) {
                changed.put(owner, last);
            }
        });
    }

    /**
     * How the executables of a package are after its version changed.
     *
     * @param old that are still those of before
     * @param fresh that came later
     * @param repeated of those the ones that have the bytes of before
     */
    private record Changed(int old, int fresh, int repeated) {}

    /**
     * The packages whose version changed and nothing else of them, as their package managers name them. A layer that only
     * repeats the bytes of another upstream version brought none of this one; but what is built anew with others of its
     * source may come out as it was.
     *
     * @param shared whether others list a path, too
     */
    SortedSet<String> rewritten(Set<String> shared, OwnedBytes bytes) {
        Map<String, Changed> changes = new HashMap<>();
        Set<String> built = new HashSet<>();
        changed.forEach((owner, state) -> {
            Changed change = changed(owner, state, shared, bytes);
            changes.put(owner, change);
            if (change.fresh() > change.repeated() && change.fresh() > change.old()) {
                built.add(sources.getOrDefault(owner, owner));
            }
        });
        SortedSet<String> found = new TreeSet<>();
        changes.forEach((owner, change) -> {
            int state = changed.getOrDefault(owner, -1);
            int list = -1;
            for (Span span : lists.getOrDefault(owner, List.of())) {
                list = span.to() == states ? Math.max(list, span.from()) : list;
            }
            boolean alone = isOtherUpstream(owner, state) && !built.contains(sources.getOrDefault(owner, owner));
            boolean isOld = (change.old() > 0 && change.old() >= change.fresh())
                    || (change.repeated() > 0 && change.repeated() == change.fresh() && alone);
            if ((list >= 0 && list <= state) || isOld) {
                found.add(Owner.name(owner));
            } else if (change.old() + change.fresh() == 0 && list >= 0 && alone) {
                withoutPrograms.put(owner, state);
            }
        });
        return found;
    }

    private Changed changed(String owner, int state, Set<String> shared, OwnedBytes bytes) {
        int old = 0;
        int fresh = 0;
        int repeated = 0;
        for (Map.Entry<String, Integer> file :
                files.getOrDefault(owner, Map.of()).entrySet()) {
            boolean counts = !shared.contains(file.getKey());
            boolean isFresh = file.getValue() > state;
            old += counts && !isFresh ? 1 : 0;
            fresh += counts && isFresh ? 1 : 0;
            repeated += counts && isFresh && bytes.isUnchanged(file.getKey(), owner) ? 1 : 0;
        }
        return new Changed(old, fresh, repeated);
    }

    /**
     * Of packages with another upstream version and no programs, the last state that had the one before; after
     * {@link #rewritten}. A revision may leave every script as it was, with the time that upstream gave it, and builders
     * leave such files out of the layer.
     */
    Map<String, Integer> withoutPrograms() {
        return withoutPrograms;
    }

    private boolean isOtherUpstream(String owner, int before) {
        Set<String> now = versionsAt(owner, states - 1).stream()
                .map(PastRecords::upstream)
                .collect(Collectors.toSet());
        return versionsAt(owner, before).stream().map(PastRecords::upstream).noneMatch(now::contains);
    }

    private static String upstream(String said) {
        String version = said.substring(0, said.indexOf('\n'));
        int revision = version.lastIndexOf('-');
        return revision < 0 ? version : version.substring(0, revision);
    }

    /** Whether only packages own a file that stayed as they were when it came, and did not list it before. */
    boolean isGrown(String path, int layer) {
        Set<String> now = at(owners, path, states - 1);
        return layer > 0 && !now.isEmpty() && now.stream().allMatch(owner -> isGrown(owner, path, layer - 1));
    }

    private boolean isGrown(String owner, String path, int before) {
        if (GROWING.contains(Owner.cataloger(owner))) {
            return false;
        }
        Set<String> then = versionsAt(owner, before);
        return !then.isEmpty()
                && then.equals(versionsAt(owner, states - 1))
                && !at(lists, owner, before).isEmpty()
                && !at(owners, path, before).contains(owner);
    }

    /** Whether there was more than is held. */
    boolean isCutOff() {
        return spans > SPANS_MAX;
    }

    /** Whether a package has the version that it had in a state. */
    boolean stayed(String owner, int state) {
        return versionsAt(owner, state).equals(versionsAt(owner, states - 1));
    }
}
