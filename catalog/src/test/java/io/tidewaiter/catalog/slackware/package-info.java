/** Slackware: one text of each installed package. */
@NullMarked
package io.tidewaiter.catalog.slackware;

import org.jspecify.annotations.NullMarked;
