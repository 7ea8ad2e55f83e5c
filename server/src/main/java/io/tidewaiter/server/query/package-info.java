/** {@code Microsoft.ResourceGraph}: questions over everything (Azure wire reference 3). */
@NullMarked
package io.tidewaiter.server.query;

import org.jspecify.annotations.NullMarked;
