package io.tidewaiter.advisory.csaf;

import io.tidewaiter.vuln.csaf.CsafProduct;

/**
 * One product that a status names, resolved: a component of a platform, perhaps within a module.
 *
 * @param id the product id that the status names
 * @param component the package
 * @param platform the release or product that it is a part of; the component itself where no relationship names it
 * @param module purl or name of the module between the two; empty where there is none
 */
public record CsafPart(String id, CsafProduct component, CsafProduct platform, String module) {}
