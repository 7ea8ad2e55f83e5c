package io.tidewaiter.graph.rule;

import io.tidewaiter.assess.rule.RulePlace;
import io.tidewaiter.assess.rule.RuleSubject;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.FindingSpan;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.graph.derive.SaidSpan;
import io.tidewaiter.graph.derive.SaidSpans;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.judge.RuleHistory;
import io.tidewaiter.store.judge.RuleTimeline;
import io.tidewaiter.store.judge.RuleTimeline.Timed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what rules say of findings. A match belongs to one package version, so what is said of it is found once for all
 * images below the same scopes, unless a rule there is bound to images.
 */
public final class Rulings {
    private static final int KEPT_MAX = 400_000;

    private final RuleHistory history;
    private final Map<Long, RuleSubject> subjects = new HashMap<>();
    private final Map<String, Ruling> byRegistry = new HashMap<>();
    private final Map<List<String>, Map<Long, List<Timed>>> byChain = new HashMap<>();
    private RuleTimeline timeline;
    private long said;

    public Rulings(RuleHistory history) {
        this.history = history;
        this.timeline = history.none();
    }

    /** Reads what a rule looks at. */
    @FunctionalInterface
    public interface Subjects {
        /** Of a match in the package that it speaks for. */
        RuleSubject of(long match, Contained contained) throws SQLException;
    }

    /** To be called before a read of the state begins. */
    public void look() {
        history.look();
    }

    /** Brings the rules up to date with the reader's picture of the state; before anything is asked, for each batch. */
    public void read(Sql state) throws SQLException {
        RuleTimeline now = history.read(state);
        byRegistry.clear(); // what lies above them may have changed
        boolean isMuch = subjects.size() + said > KEPT_MAX;
        if (now != timeline || isMuch) {
            byChain.clear();
            said = 0;
        }
        if (isMuch) {
            subjects.clear();
        }
        timeline = now;
    }

    /** The rules of all time. */
    public RuleTimeline timeline() {
        return timeline;
    }

    /** What is said in a registry. */
    public Ruling of(String registryKey) {
        return byRegistry.computeIfAbsent(registryKey, key -> new Ruling(timeline.chain(key)));
    }

    /** What is said below the same scopes. */
    public final class Ruling {
        private final List<String> chain;
        private final List<String> ruled;
        private final boolean isEmpty;
        private final boolean isBound;
        private final List<Timed> exemptions;

        private Ruling(List<String> chain) {
            this.chain = chain;
            this.ruled = timeline.withRules(chain);
            this.isEmpty = ruled.isEmpty();
            this.isBound = timeline.isBoundAt(chain);
            this.exemptions = timeline.exemptions(chain);
        }

        /** A number that is another one as soon as anything else is said here. */
        public long print() {
            return timeline.print(chain);
        }

        /** Whether nobody ever said anything here. */
        public boolean isEmpty() {
            return isEmpty;
        }

        /** The exemptions of the registry, the nearest first. */
        public List<Timed> exemptions() {
            return exemptions;
        }

        /** A place in the registry, as rules name it. */
        public RulePlace place(String repository, String digest, String operatingSystem) {
            return new RulePlace(chain, repository, digest, operatingSystem);
        }

        /** What is said of a finding in a place, in parts of an interval. */
        public List<SaidSpan> of(FindingSpan span, Interval whole, RulePlace place, Subjects from) throws SQLException {
            List<List<Timed>> byPackage = new ArrayList<>(span.matches().size());
            for (int i = 0; i < span.matches().size(); i++) {
                byPackage.add(
                        speaking(span.matches().get(i).id(), span.packages().get(i), place, from));
            }
            return SaidSpans.of(whole, byPackage, exemptions);
        }

        private List<Timed> speaking(long match, Contained contained, RulePlace place, Subjects from)
                throws SQLException {
            if (isBound) {
                return timeline.speaking(subject(match, contained, from), place);
            }
            Map<Long, List<Timed>> known = byChain.computeIfAbsent(ruled, _ -> new HashMap<>());
            List<Timed> found = known.get(match);
            if (found == null) {
                found = timeline.speaking(subject(match, contained, from), place);
                known.put(match, found);
                said++;
            }
            return found;
        }

        private RuleSubject subject(long match, Contained contained, Subjects from) throws SQLException {
            RuleSubject known = subjects.get(match);
            if (known == null) {
                known = from.of(match, contained);
                subjects.put(match, known);
            }
            return known;
        }
    }
}
