/** A scan result as a document: for people, for programs, for other tools. Equal results give equal bytes. */
@NullMarked
package io.tidewaiter.report;

import org.jspecify.annotations.NullMarked;
