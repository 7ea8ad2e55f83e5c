package io.tidewaiter.vuln.csaf;

/**
 * One product of a product tree (CSAF 2.0 section 3.2.2).
 *
 * @param id {@code product_id}, by which the rest of the document names it
 * @param name of the product
 * @param cpe of its identification helper; may be empty
 * @param purl of its identification helper; may be empty
 * @param category of the branch that it ends, for example {@code product_version}; empty outside of branches
 * @param branch name of that branch
 * @param parent name of the branch above; empty where there is none
 */
public record CsafProduct(
        String id, String name, String cpe, String purl, String category, String branch, String parent) {}
