package io.tidewaiter.assess;

import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do about the findings of some images, the step first that matters most: known exploited ones, then their number.
 * What came with a base image is mended by a newer base, not in the image's own layers; of several fixed versions of a
 * package the newest closes what the others close.
 */
public final class RemediationPlan {
    private RemediationPlan() {}

    /**
     * A finding of an image.
     *
     * @param base of that image; null where it is not known
     */
    public record Counted(Finding finding, @Nullable BaseImage base) {
        private boolean isOfBase() {
            return base != null && base.tellsLayers() && finding.isOf(base);
        }
    }

    /** One thing to do, and what it closes. */
    public sealed interface Step {
        /** How many findings it closes, each image's for itself. */
        long findings();

        /** How many of them are known to be exploited (KEV). */
        long knownExploited();

        /** For people. */
        String sentence();

        /**
         * An update of a package.
         *
         * @param layer that brought it, counted from the lowest, which is 0
         */
        record Update(String subject, String fixedVersion, int layer, long findings, long knownExploited)
                implements Step {
            @Override
            public String sentence() {
                return "Update " + ForeignText.shown(subject) + " to " + ForeignText.shown(fixedVersion) + " in layer "
                        + layer + closes(this);
            }
        }

        /**
         * A newer base.
         *
         * @param base its name; empty where only its layers are known
         */
        record NewerBase(String base, long findings, long knownExploited) implements Step {
            @Override
            public String sentence() {
                return "Newer base image" + (base.isEmpty() ? "" : " than " + ForeignText.shown(base)) + closes(this);
            }
        }
    }

    private static String closes(Step step) {
        return ": closes " + step.findings()
                + (step.knownExploited() > 0 ? ", " + step.knownExploited() + " known exploited" : "");
    }

    private record Place(Ecosystem ecosystem, String subject, int layer) {}

    /** The steps for findings that count; what nobody has fixed yet is in none. */
    public static List<Step> of(List<Counted> findings, int max) {
        Map<String, Step> bases = new LinkedHashMap<>();
        Map<Place, List<Step.Update>> updates = new LinkedHashMap<>();
        for (Counted one : findings) {
            Finding finding = one.finding();
            String fixed = finding.match().fixedVersion();
            long exploited = finding.match().vulnerability().knownExploited() ? 1 : 0;
            BaseImage base = one.base();
            if (fixed.isEmpty()) {
                continue;
            }
            if (base != null && one.isOfBase()) {
                bases.merge(base.name(), new Step.NewerBase(base.name(), 1, exploited), RemediationPlan::sum);
            } else {
                Place place =
                        new Place(finding.match().ecosystem(), finding.match().subjectName(), layer(finding));
                add(
                        updates.computeIfAbsent(place, _ -> new ArrayList<>()),
                        new Step.Update(place.subject(), fixed, place.layer(), 1, exploited),
                        place.ecosystem());
            }
        }
        List<Step> steps = new ArrayList<>(bases.values());
        updates.values().forEach(steps::addAll);
        return steps.stream()
                .sorted(Comparator.comparingLong(Step::knownExploited)
                        .thenComparingLong(Step::findings)
                        .reversed()
                        .thenComparing(Step::sentence))
                .limit(max)
                .toList();
    }

    private static Step sum(Step one, Step other) {
        return new Step.NewerBase(
                ((Step.NewerBase) one).base(),
                one.findings() + other.findings(),
                one.knownExploited() + other.knownExploited());
    }

    /** Versions that cannot be compared stay apart. */
    private static void add(List<Step.Update> steps, Step.Update next, Ecosystem ecosystem) {
        for (int i = 0; i < steps.size(); i++) {
            Step.Update known = steps.get(i);
            Order order = known.fixedVersion().equals(next.fixedVersion())
                    ? Order.EQUAL
                    : VersionSchemes.of(ecosystem)
                            .map(scheme -> scheme.compare(known.fixedVersion(), next.fixedVersion()))
                            .orElse(Order.CANNOT_TELL);
            if (order != Order.CANNOT_TELL) {
                steps.set(
                        i,
                        new Step.Update(
                                known.subject(),
                                order == Order.LESS ? next.fixedVersion() : known.fixedVersion(),
                                known.layer(),
                                known.findings() + next.findings(),
                                known.knownExploited() + next.knownExploited()));
                return;
            }
        }
        steps.add(next);
    }

    private static int layer(Finding finding) {
        return finding.packages().stream()
                .mapToInt(InstalledPackage::introducedBy)
                .max()
                .orElse(0);
    }
}
