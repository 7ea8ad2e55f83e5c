/** What registries were recommended, and since when. */
@NullMarked
package io.tidewaiter.store.recommend;

import org.jspecify.annotations.NullMarked;
