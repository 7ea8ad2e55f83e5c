/** pacman(8): the local database of Arch Linux and its relatives. */
@NullMarked
package io.tidewaiter.catalog.pacman;

import org.jspecify.annotations.NullMarked;
