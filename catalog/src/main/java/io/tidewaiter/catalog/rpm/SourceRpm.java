package io.tidewaiter.catalog.rpm;

/**
 * The file name of a source package, {@code name-version-release.src.rpm}; it has no epoch.
 *
 * @param name empty where the text is none
 * @param version with its release; empty with the name
 */
record SourceRpm(String name, String version) {
    static SourceRpm parse(String fileName) {
        String stem = fileName;
        for (String ending : new String[] {".rpm", ".src", ".nosrc"}) {
            stem = stem.endsWith(ending) ? stem.substring(0, stem.length() - ending.length()) : stem;
        }
        int release = stem.lastIndexOf('-');
        int version = release <= 0 ? -1 : stem.lastIndexOf('-', release - 1);
        return version <= 0
                ? new SourceRpm("", "")
                : new SourceRpm(stem.substring(0, version), stem.substring(version + 1));
    }
}
