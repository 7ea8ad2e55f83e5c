/** What images contain and what speaks for that: rows that all images share. */
@NullMarked
package io.tidewaiter.store.content;

import org.jspecify.annotations.NullMarked;
