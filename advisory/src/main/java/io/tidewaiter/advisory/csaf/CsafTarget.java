package io.tidewaiter.advisory.csaf;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.version.Ecosystem;

/**
 * What a part of a document is in our words.
 *
 * @param version with its epoch where it is not 0; empty where the document names none
 */
public record CsafTarget(Ecosystem ecosystem, String name, String version, Scope scope) {}
