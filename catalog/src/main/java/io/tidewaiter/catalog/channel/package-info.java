/** Files that say where a distribution's packages come from: content sets, repositories, products, subscriptions. */
@NullMarked
package io.tidewaiter.catalog.channel;

import org.jspecify.annotations.NullMarked;
