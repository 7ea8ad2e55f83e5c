package io.tidewaiter.assess.rule;

import io.tidewaiter.model.inventory.HeadersOnly;
import io.tidewaiter.model.inventory.OsPurlTypes;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.vuln.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a finding: of each kind of condition that it has, one must hold.
 *
 * @param ids vulnerability ids in upper case, any name of it; empty for any
 * @param cvssBelow findings scored under this bound; 0 for no bound. A finding that nobody scored is under no bound
 * @param patchable whether a fixed version has to exist, or not to exist; null for either
 * @param digests of images
 * @param repositories patterns
 * @param categories lower case: {@code os}, {@code language}, {@code headeronlykernel} or the name of an ecosystem
 * @param operatingSystems lower case, {@code debian_12}
 */
record RuleConditions(
        Set<String> ids,
        Set<Severity> severities,
        double cvssBelow,
        @Nullable Boolean patchable,
        Set<String> fixStates,
        List<PackagePattern> packages,
        Set<String> digests,
        List<Glob> repositories,
        Set<String> categories,
        Set<String> operatingSystems) {
    /** Asks for nothing: holds for every finding. */
    static final RuleConditions NONE = new RuleConditions(
            Set.of(), Set.of(), 0, null, Set.of(), List.of(), Set.of(), List.of(), Set.of(), Set.of());

    private static final String HEADER_ONLY_KERNEL = categoryWord(StandingRules.HEADER_ONLY_KERNEL);

    RuleConditions {
        ids = Set.copyOf(ids);
        severities = Set.copyOf(severities);
        fixStates = Set.copyOf(fixStates);
        packages = List.copyOf(packages);
        digests = Set.copyOf(digests);
        repositories = List.copyOf(repositories);
        categories = Set.copyOf(categories);
        operatingSystems = Set.copyOf(operatingSystems);
    }

    /** Asks only what kind of package it is. */
    static RuleConditions ofCategories(Set<String> categories) {
        return new RuleConditions(
                Set.of(), Set.of(), 0, null, Set.of(), List.of(), Set.of(), List.of(), categories, Set.of());
    }

    /** A category as conditions hold it. */
    static String categoryWord(String category) {
        return category.toLowerCase(Locale.ROOT);
    }

    /** Whether it depends on the image, and not only on what was found. */
    boolean isBoundToPlaces() {
        return !digests.isEmpty() || !repositories.isEmpty() || !operatingSystems.isEmpty();
    }

    RuleHandle handle() {
        if (!digests.isEmpty()) {
            return new RuleHandle.Digests(digests);
        }
        if (!repositories.isEmpty() && repositories.stream().allMatch(Glob::isExact)) {
            return new RuleHandle.Repositories(
                    repositories.stream().map(Glob::pattern).collect(Collectors.toSet()));
        }
        if (isBoundToPlaces()) {
            return new RuleHandle.Anything(true);
        }
        if (!ids.isEmpty()) {
            return new RuleHandle.Ids(ids);
        }
        boolean named = !packages.isEmpty()
                && packages.stream()
                        .allMatch(p -> !p.name().pattern().isEmpty() && p.name().isExact());
        return named
                ? new RuleHandle.Packages(
                        packages.stream().map(p -> p.name().pattern()).collect(Collectors.toSet()))
                : new RuleHandle.Anything(false);
    }

    boolean holdsAt(RulePlace place) {
        return (digests.isEmpty() || digests.contains(place.digest()))
                && (repositories.isEmpty() || repositories.stream().anyMatch(r -> r.matches(place.repository())))
                && (operatingSystems.isEmpty() || operatingSystems.contains(place.operatingSystem()));
    }

    boolean holdsFor(RuleSubject subject) {
        return (ids.isEmpty() || subject.ids().stream().anyMatch(id -> ids.contains(id.toUpperCase(Locale.ROOT))))
                && (severities.isEmpty() || severities.contains(subject.severity()))
                && (cvssBelow <= 0 || (subject.cvss() >= 0 && subject.cvss() < cvssBelow))
                && (patchable == null || patchable == (subject.fixState() == FixState.FIXED))
                && (fixStates.isEmpty() || fixStates.contains(subject.fixState().azure()))
                && (packages.isEmpty() || packages.stream().anyMatch(p -> p.matches(subject)))
                && (categories.isEmpty() || isOfCategory(subject));
    }

    private boolean isOfCategory(RuleSubject subject) {
        int slash = subject.purl().indexOf('/');
        String type = slash < 4 ? "" : subject.purl().substring(4, slash);
        if (categories.contains(HEADER_ONLY_KERNEL) && HeadersOnly.is(type, subject.packageName())) {
            return true;
        }
        return categories.contains(OsPurlTypes.contain(type) ? "os" : "language")
                || categories.contains(categoryWord(subject.ecosystem().name()));
    }
}
