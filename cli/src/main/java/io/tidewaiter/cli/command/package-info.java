/** What every command is made of: its declaration, its streams, its exit status. */
@NullMarked
package io.tidewaiter.cli.command;

import org.jspecify.annotations.NullMarked;
