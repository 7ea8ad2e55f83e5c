/** What every version order needs of a text: places in it, runs of digits and letters, identifiers with dots. */
@NullMarked
package io.tidewaiter.version.scheme.text;

import org.jspecify.annotations.NullMarked;
