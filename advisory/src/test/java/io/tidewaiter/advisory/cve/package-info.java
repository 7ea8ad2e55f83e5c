@NullMarked
package io.tidewaiter.advisory.cve;

import org.jspecify.annotations.NullMarked;
