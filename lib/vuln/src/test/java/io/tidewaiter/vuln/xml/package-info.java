/** Tests of the reader of XML. */
@NullMarked
package io.tidewaiter.vuln.xml;

import org.jspecify.annotations.NullMarked;
