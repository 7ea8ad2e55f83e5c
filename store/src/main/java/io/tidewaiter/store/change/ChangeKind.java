package io.tidewaiter.store.change;

/** What can change, and what the key of a change names. */
public enum ChangeKind {
    /** An image: where it lies, its tags, what it contains, its verdict, when it was scanned. Key: {@code image.id}. */
    IMAGE,
    /** What speaks for a package version. Key: {@code package_version.id}. */
    PACKAGE,
    /** What is known of a vulnerability beside its description: EPSS. Key: {@code vulnerability.name}. */
    VULNERABILITY,
    /** A registry, and with it every image in it. Key: the resource id in lower case. */
    REGISTRY,
    /** Since when a registry's recommendation stands was noted. Key: the registry's resource id in lower case. */
    RECOMMENDATION,
    /** A subscription. Key: its id in lower case. */
    SUBSCRIPTION,
    /** The plans of a subscription. Key: the subscription's id in lower case. */
    PLAN,
    /** A role assignment. Key: its resource id in lower case. */
    ROLE_ASSIGNMENT,
    /** A record of the meter. Key: {@code meter.id}. */
    METER,
    /** A request for a scan. Key: {@code scan_job.id}. */
    JOB,
    /** A database of advisories was seen first or made the newest. Key: {@code advisory_snapshot.id}. */
    ADVISORIES,
    /**
     * A rule, an exemption or a VEX document was written, approved or removed, or it expired: what lies below its scope
     * may count or not count from now on. Key: its resource id in lower case.
     */
    JUDGEMENT,
    /** Any other ARM resource. Key: its id in lower case. */
    RESOURCE,
    /** More than is worth naming: whoever follows reads everything anew. Key: empty. */
    EVERYTHING
}
