/** Functions of texts that have a structure of their own: URLs, paths, versions, records, addresses. */
@NullMarked
package io.tidewaiter.kql.function.parse;

import org.jspecify.annotations.NullMarked;
