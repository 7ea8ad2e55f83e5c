/** What a .NET program brings. */
@NullMarked
package io.tidewaiter.catalog.dotnet;

import org.jspecify.annotations.NullMarked;
