package io.tidewaiter.graph.follow;

import io.tidewaiter.store.change.ChangeLog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The changes of a batch by what has to be read anew: each thing once, however often it changed. */
final class Batch {
    final TreeSet<Long> images = new TreeSet<>();
    final TreeSet<Integer> packages = new TreeSet<>();
    final Set<String> vulnerabilities = new LinkedHashSet<>();
    final Set<String> registries = new LinkedHashSet<>();
    final Set<String> recommended = new LinkedHashSet<>();
    final Set<String> subscriptions = new LinkedHashSet<>();
    final Set<String> roleAssignments = new LinkedHashSet<>();
    final Set<String> resources = new LinkedHashSet<>();
    final TreeSet<Long> meters = new TreeSet<>();
    final TreeSet<Long> jobs = new TreeSet<>();
    final Set<String> judgements = new LinkedHashSet<>();
    boolean advisories;
    boolean everything;

    static Batch of(List<ChangeLog.Entry> entries) {
        Batch batch = new Batch();
        for (ChangeLog.Entry entry : entries) {
            batch.add(entry);
        }
        return batch;
    }

    private void add(ChangeLog.Entry entry) {
        String key = entry.change().key();
        switch (entry.change().kind()) {
            case IMAGE -> images.add(Long.valueOf(key));
            case PACKAGE -> packages.add(Integer.valueOf(key));
            case VULNERABILITY -> vulnerabilities.add(key);
            case REGISTRY -> registries.add(key);
            case RECOMMENDATION -> recommended.add(key);
            case SUBSCRIPTION, PLAN -> subscriptions.add(key);
            case ROLE_ASSIGNMENT -> roleAssignments.add(key);
            case RESOURCE -> resources.add(key);
            case METER -> meters.add(Long.valueOf(key));
            case JOB -> jobs.add(Long.valueOf(key));
            case ADVISORIES -> advisories = true;
            case JUDGEMENT -> judgements.add(key);
            case EVERYTHING -> everything = true;
        }
    }
}
