/** What the text formats of package managers have in common: lines, path lists, and troubles that are counted. */
@NullMarked
package io.tidewaiter.catalog.text;

import org.jspecify.annotations.NullMarked;
