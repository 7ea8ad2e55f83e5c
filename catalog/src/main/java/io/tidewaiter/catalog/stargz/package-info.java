/** What eStargz puts into a layer besides its files (stargz-snapshotter, estargz.md). */
@NullMarked
package io.tidewaiter.catalog.stargz;

import org.jspecify.annotations.NullMarked;
