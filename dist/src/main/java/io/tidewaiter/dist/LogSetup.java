package io.tidewaiter.dist;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line per event on stderr, ours from a level on, other people's from warning on. */
final class LogSetup {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger FLOW = Logger.getLogger("flow");
    private static final Logger OURS = Logger.getLogger("io.tidewaiter");

    private LogSetup() {}

    static void from(Level level) {
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(new OneLine());
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
        FLOW.setLevel(level);
        OURS.setLevel(level);
    }

    /** Time, level, who, what; control characters of foreign text cannot make another line. */
    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            StringBuilder line = new StringBuilder()
                    .append(record.getInstant())
                    .append(' ')
                    .append(record.getLevel().getName())
                    .append(' ')
                    .append(record.getLoggerName())
                    .append(' ')
                    .append(formatMessage(record).replaceAll("\\p{Cntrl}", "?"))
                    .append(System.lineSeparator());
            if (record.getThrown() != null) {
                StringWriter trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
