/** Node packages: the package.json of what lies in a node_modules folder. */
@NullMarked
package io.tidewaiter.catalog.npm;

import org.jspecify.annotations.NullMarked;
