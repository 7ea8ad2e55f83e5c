package io.tidewaiter.dist;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** One line per event on stderr, ours from a level on, other people's from warning on. */
final class LogSetup {
    private static final Logger ROOT = Logger.getLogger("");

    private LogSetup() {}

    static void from(Level level) {
        LogManager.getLogManager().reset();
        ROOT.addHandler(new StandardError());
        ROOT.setLevel(level);
    }

    /** Our stages log under their own names, which have no dot. */
    private static boolean isShown(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        return logger.indexOf('.') < 0
                || logger.startsWith("io.tidewaiter.")
                || record.getLevel().intValue() >= Level.WARNING.intValue();
    }

    /** No ConsoleHandler: Tomcat gives every one of those the JDK's form of two lines. */
    private static final class StandardError extends StreamHandler {
        StandardError() {
            super(System.err, new OneLine());
            setLevel(Level.ALL);
            setFilter(LogSetup::isShown);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }

        @Override
        public synchronized void close() {
            flush(); // the stream is the process's
        }
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
