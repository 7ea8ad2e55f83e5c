/** What users of scanners report as wrong, by cause: the numbers are those of coverage reference section 7. */
@NullMarked
package io.tidewaiter.match.cause;

import org.jspecify.annotations.NullMarked;
