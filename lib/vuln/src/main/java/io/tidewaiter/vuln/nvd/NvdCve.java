package io.tidewaiter.vuln.nvd;

import java.util.List;

/**
 * What the NVD adds to a CVE.
 *
 * @param status {@code vulnStatus}: Analyzed, Modified, Rejected and others
 * @param description the beginning of the English one; may be empty
 * @param vectors CVSS vectors, the NVD's own before those of others
 * @param isExploited whether it has the day on which CISA added it to its catalogue of exploited ones ({@code cisaExploitAdd})
 * @param weaknesses CWE ids, in the order of their numbers
 * @param configurations what is affected: any of them
 */
public record NvdCve(
        String id,
        String status,
        String description,
        String published,
        String modified,
        List<String> vectors,
        List<String> references,
        boolean isExploited,
        List<String> weaknesses,
        List<Configuration> configurations) {
    /**
     * What has to be there together.
     *
     * @param isAll whether all of its nodes, else any of them
     */
    public record Configuration(boolean isAll, List<Node> nodes) {
        public Configuration {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A part of a configuration.
     *
     * @param isAll whether all of its names, else any of them
     * @param isNegated whether it holds where they do not
     */
    public record Node(boolean isAll, boolean isNegated, List<Product> products) {
        public Node {
            products = List.copyOf(products);
        }
    }

    /**
     * Some releases of a product; without a bound the ones that its name has.
     *
     * @param isVulnerable whether it is what is affected, else what has to be there too
     * @param from the first release, or the one behind which they begin; empty where there is none
     * @param to the last one, or the first that is not in it; empty where there is none
     */
    public record Product(Cpe name, boolean isVulnerable, Bound from, Bound to) {}

    /** A version, and whether it is in it; the empty text where there is none. */
    public record Bound(String version, boolean isIncluded) {
        /** No bound. */
        public static final Bound NONE = new Bound("", true);
    }

    public NvdCve {
        configurations = List.copyOf(configurations);
        weaknesses = List.copyOf(weaknesses);
        vectors = List.copyOf(vectors);
        references = List.copyOf(references);
    }
}
