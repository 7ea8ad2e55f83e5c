/** How each ecosystem orders its versions: one file per scheme, and the table that says which ecosystem uses which. */
@NullMarked
package io.tidewaiter.version.scheme;

import org.jspecify.annotations.NullMarked;
