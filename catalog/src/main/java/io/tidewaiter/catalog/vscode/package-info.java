/** Extensions of Visual Studio Code. */
@NullMarked
package io.tidewaiter.catalog.vscode;

import org.jspecify.annotations.NullMarked;
