package io.tidewaiter.cli.scan;

import io.tidewaiter.assess.rule.IgnoreFile;
import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.assess.rule.RuleFault;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.StandingRules;
import io.tidewaiter.assess.rule.VexRules;
import io.tidewaiter.assess.vex.VexDocument;
import io.tidewaiter.assess.vex.VexReader;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.model.FileFault;
import io.tidewaiter.model.assess.SuppressedFinding;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.report.PlainText;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user does not want to count, and whether it is listed nevertheless. Unlike what {@code --severity} hides, it
 * changes the verdict.
 *
 * @param ignoreFile empty for none
 * @param countsHeaders whether findings of packages with nothing but header files of a kernel count
 */
record Ruled(List<String> vex, String ignoreFile, boolean showsSuppressed, boolean countsHeaders) {
    private static final long BYTES_MAX = 256L << 20;
    private static final int WORD_MAX = 60;
    private static final int SENTENCE_MAX = 400;

    Ruled {
        vex = List.copyOf(vex);
    }

    static Ruled of(List<String> vex, String ignoreFile, boolean showsSuppressed) {
        return new Ruled(vex, ignoreFile, showsSuppressed, false);
    }

    /** The same, under which packages with nothing but header files of a kernel count, or do not. */
    Ruled withHeaders(boolean count) {
        return new Ruled(vex, ignoreFile, showsSuppressed, count);
    }

    /**
     * The rules of all files, as they
     * stand at that time. A file that cannot be read fails the scan, because without it the answer is another.
     */
    RuleSet rules(Instant now) {
        List<Rule> rules = new ArrayList<>(countsHeaders ? List.of() : StandingRules.all());
        for (String file : vex) {
            try {
                VexDocument said = VexReader.read(bytes(file)).at(now);
                rules.addAll(VexRules.of(new VexRules.Origin(file, "--vex " + file, "/"), said));
            } catch (DocumentFault e) {
                throw new CliException(ExitCode.FAILED, "read VEX " + file + ": " + e.getMessage());
            }
        }
        if (!ignoreFile.isEmpty()) {
            try {
                rules.addAll(IgnoreFile.read(ignoreFile, new String(bytes(ignoreFile), StandardCharsets.UTF_8)));
            } catch (RuleFault e) {
                throw new CliException(ExitCode.FAILED, "read ignore file " + e.getMessage());
            }
        }
        return new RuleSet(rules);
    }

    private static byte[] bytes(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > BYTES_MAX) {
                throw new CliException(ExitCode.FAILED, "read " + file + ": more than " + BYTES_MAX + " bytes");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, "read " + file + ": " + FileFault.told(e) + "; check the path");
        }
    }

    /** A line for each finding that does not count. */
    static String suppressed(List<ScanResult> results) {
        StringBuilder text = new StringBuilder();
        for (ScanResult result : results) {
            if (result.suppressed().isEmpty()) {
                continue;
            }
            text.append("Suppressed:\n");
            for (SuppressedFinding hidden : result.suppressed()) {
                text.append("  ")
                        .append(PlainText.of(
                                hidden.finding().match().vulnerability().id(), WORD_MAX))
                        .append(' ')
                        .append(PlainText.of(hidden.finding().match().subjectName(), WORD_MAX))
                        .append(' ')
                        .append(PlainText.of(hidden.finding().match().subjectVersion(), WORD_MAX))
                        .append(": ")
                        .append(PlainText.of(hidden.rule(), SENTENCE_MAX))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
