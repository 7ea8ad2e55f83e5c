/** apk: its database of installed packages. */
@NullMarked
package io.tidewaiter.catalog.apk;

import org.jspecify.annotations.NullMarked;
