/** What all parts of the binder share: names, rows on their way, limits, copies. */
@NullMarked
package io.tidewaiter.kql.bind.scope;

import org.jspecify.annotations.NullMarked;
