/** Go programs: the build information that the linker leaves in every one of them (package debug/buildinfo). */
@NullMarked
package io.tidewaiter.catalog.golang;

import org.jspecify.annotations.NullMarked;
