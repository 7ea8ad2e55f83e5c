/** Portage: the database of installed packages of Gentoo and its relatives. */
@NullMarked
package io.tidewaiter.catalog.portage;

import org.jspecify.annotations.NullMarked;
