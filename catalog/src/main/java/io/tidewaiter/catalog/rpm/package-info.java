/** rpm: the header blobs of its database, and the files that it keeps them in. */
@NullMarked
package io.tidewaiter.catalog.rpm;

import org.jspecify.annotations.NullMarked;
