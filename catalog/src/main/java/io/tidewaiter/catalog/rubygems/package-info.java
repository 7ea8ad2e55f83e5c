/** What RubyGems installed. */
@NullMarked
package io.tidewaiter.catalog.rubygems;

import org.jspecify.annotations.NullMarked;
