/** XBPS: the package database of Void Linux. */
@NullMarked
package io.tidewaiter.catalog.xbps;

import org.jspecify.annotations.NullMarked;
