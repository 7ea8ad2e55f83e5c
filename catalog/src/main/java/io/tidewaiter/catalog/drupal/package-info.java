/** Modules, themes and the core of Drupal. */
@NullMarked
package io.tidewaiter.catalog.drupal;

import org.jspecify.annotations.NullMarked;
