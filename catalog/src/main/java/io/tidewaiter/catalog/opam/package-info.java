/** Packages of OCaml. */
@NullMarked
package io.tidewaiter.catalog.opam;

import org.jspecify.annotations.NullMarked;
