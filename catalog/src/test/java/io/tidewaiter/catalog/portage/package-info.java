/** Tests of what Portage says of an image. */
@NullMarked
package io.tidewaiter.catalog.portage;

import org.jspecify.annotations.NullMarked;
