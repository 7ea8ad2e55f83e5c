package io.tidewaiter.vuln.csaf;

/**
 * A relationship of the product tree (CSAF 2.0 section 3.2.2.4): one product as a part of another.
 *
 * @param id {@code product_id} of the two together
 * @param component {@code product_reference}: the part, for example a package
 * @param platform {@code relates_to_product_reference}: what it is a part of, for example a release
 */
public record CsafComponent(String id, String component, String platform) {}
