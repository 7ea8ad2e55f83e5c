@NullMarked
package io.tidewaiter.advisory.updateinfo;

import org.jspecify.annotations.NullMarked;
