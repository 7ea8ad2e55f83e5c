package io.tidewaiter.vuln.cve;

import java.util.List;

/**
 * A record of the CVE list, cut down to what matching and reports read.
 *
 * @param isRejected whether it was withdrawn
 * @param assigner short name of the CNA that speaks; may be empty
 * @param title one line; may be empty
 * @param products of the container of the CNA, which alone decides what is affected; those of other containers where it
 *     names none
 * @param vectors CVSS vectors of all containers, without repetition
 * @param isExploited whether CISA's container says that the vulnerability is in its catalogue of exploited ones (KEV)
 * @param weaknesses CWE ids of all containers, in the order of their numbers
 */
public record CveRecord(
        String id,
        boolean isRejected,
        String assigner,
        String title,
        String published,
        String modified,
        List<Product> products,
        List<String> vectors,
        List<String> references,
        boolean isExploited,
        List<String> weaknesses) {
    /**
     * One product.
     *
     * @param vendor as the author calls it; may be empty
     * @param name as the author calls the product; may be empty
     * @param purl of the package; may be empty
     * @param collection address of the registry that has the package; may be empty
     * @param platforms on which alone it is affected, in the author's words; empty where that is not said
     * @param defaultStatus affected, unaffected or unknown
     */
    public record Product(
            String vendor,
            String name,
            String purl,
            String collection,
            String packageName,
            List<String> platforms,
            String defaultStatus,
            List<Version> versions) {
        public Product {
            platforms = List.copyOf(platforms);
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
