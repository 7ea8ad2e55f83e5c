/** ELF (System V ABI, gABI 4.1), as far as a file's first bytes tell it. */
@NullMarked
package io.tidewaiter.catalog.elf;

import org.jspecify.annotations.NullMarked;
