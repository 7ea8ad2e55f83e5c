/** XML documents of foreign origin: read forwards, within limits, without document types and entities. */
@NullMarked
package io.tidewaiter.vuln.xml;

import org.jspecify.annotations.NullMarked;
