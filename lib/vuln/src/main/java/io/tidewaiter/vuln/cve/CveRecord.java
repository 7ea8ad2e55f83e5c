package io.tidewaiter.vuln.cve;

import java.util.List;

/**
 * A record of the CVE list, cut down to what matching and reports read.
 *
 * @param isRejected whether it was withdrawn
 * @param title one line; may be empty
 * @param products of the container of the CNA, which alone decides what is affected
 * @param vectors CVSS vectors of all containers, without repetition
 * @param weaknesses CWE ids of all containers, in the order of their numbers
 */
public record CveRecord(
        String id,
        boolean isRejected,
        String title,
        String published,
        String modified,
        List<Product> products,
        List<String> vectors,
        List<String> references,
        List<String> weaknesses) {
    /**
     * One product.
     *
     * @param purl of the package; may be empty
     * @param collection address of the registry that has the package; may be empty
     * @param defaultStatus affected, unaffected or unknown
     */
    public record Product(
            String purl, String collection, String packageName, String defaultStatus, List<Version> versions) {
        public Product {
            versions = List.copyOf(versions);
        }
    }

    /**
     * One entry of its versions.
     *
     * @param from the version, or the first of a range
     * @param below {@code lessThan}; empty where there is none
     * @param upTo {@code lessThanOrEqual}; empty where there is none
     * @param type {@code versionType}; may be empty
     */
    public record Version(String from, String status, String below, String upTo, String type, List<Change> changes) {
        public Version {
            changes = List.copyOf(changes);
        }
    }

    /** From a version on the status is another one. */
    public record Change(String at, String status) {}

    public CveRecord {
        products = List.copyOf(products);
        vectors = List.copyOf(vectors);
        references = List.copyOf(references);
        weaknesses = List.copyOf(weaknesses);
    }
}
