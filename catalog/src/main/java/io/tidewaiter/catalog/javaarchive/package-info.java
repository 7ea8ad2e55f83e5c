/** Java archives: which Maven artifacts a jar, and whatever lies in it, is made of. */
@NullMarked
package io.tidewaiter.catalog.javaarchive;

import org.jspecify.annotations.NullMarked;
