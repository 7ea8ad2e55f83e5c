/** The Kubernetes project's own list of vulnerabilities. */
@NullMarked
package io.tidewaiter.advisory.kubernetes;

import org.jspecify.annotations.NullMarked;
