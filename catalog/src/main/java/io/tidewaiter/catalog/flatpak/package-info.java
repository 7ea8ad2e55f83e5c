/** Flatpak: applications by the metadata that they export. */
@NullMarked
package io.tidewaiter.catalog.flatpak;

import org.jspecify.annotations.NullMarked;
