/** The built-in registry: OCI distribution 1.1 over a folder, for who has none, for the demo and for tests. */
@NullMarked
package io.tidewaiter.registry;

import org.jspecify.annotations.NullMarked;
