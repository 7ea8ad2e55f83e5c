package io.tidewaiter.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param data documents, on stdout
 * @param talk everything else, on stderr
 */
public record Terminal(OutputStream data, PrintStream talk) {}
