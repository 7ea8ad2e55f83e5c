/** eopkg, the package manager of Solus, and PiSi of Pardus before it. */
@NullMarked
package io.tidewaiter.catalog.eopkg;

import org.jspecify.annotations.NullMarked;
