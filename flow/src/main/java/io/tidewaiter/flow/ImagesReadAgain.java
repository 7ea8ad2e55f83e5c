package io.tidewaiter.flow;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.JobOutcome;
import io.tidewaiter.store.ScanQueue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a job that was asked for by hand has read and stored in its earlier attempts: the next one reads only what failed.
 * Known to this process alone, for the {@value #JOBS_MAX} latest jobs; what is forgotten is read once more.
 */
final class ImagesReadAgain {
    private static final int JOBS_MAX = 1000;

    private final Map<Long, Set<Digest>> read = new LinkedHashMap<>();

    synchronized void add(ScanQueue.Job job, Iterable<JobOutcome> stored) {
        if (!job.forced()) {
            return;
        }
        Set<Digest> digests = read.computeIfAbsent(job.id(), _ -> new HashSet<>());
        for (JobOutcome outcome : stored) {
            Digest digest = outcome.image().digest();
            if (digest != null && outcome instanceof JobOutcome.Scanned) {
                digests.add(digest);
            }
        }
        if (read.size() > JOBS_MAX) {
            read.remove(read.keySet().iterator().next());
        }
    }

    synchronized void forget(ScanQueue.Job job) {
        read.remove(job.id());
    }

    synchronized boolean has(ScanQueue.Job job, Digest digest) {
        return read.getOrDefault(job.id(), Set.of()).contains(digest);
    }
}
