/** pkg(8) of FreeBSD and its database of installed packages. */
@NullMarked
package io.tidewaiter.catalog.freebsd;

import org.jspecify.annotations.NullMarked;
