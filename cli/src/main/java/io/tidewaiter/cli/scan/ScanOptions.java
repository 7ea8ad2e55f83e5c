package io.tidewaiter.cli.scan;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.OutputFile;
import io.tidewaiter.cli.command.UserFiles;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.report.ReportFormat;
import io.tidewaiter.vuln.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The options of {@code scan}, checked. */
record ScanOptions(
        List<String> references,
        @Nullable Path database,
        List<Output> outputs,
        String platform,
        boolean allPlatforms,
        Shown shown,
        Gate gate,
        Map<String, String> limits,
        Duration timeout,
        Path cache,
        boolean noCache,
        @Nullable Path bases,
        boolean offline,
        boolean quiet,
        Set<String> plainHttpHosts,
        @Nullable Path certificates,
        boolean allowUnconfined,
        List<String> explain,
        Ruled ruled) {
    ScanOptions {
        references = List.copyOf(references);
        outputs = List.copyOf(outputs);
        explain = List.copyOf(explain);
        limits = Map.copyOf(limits);
        plainHttpHosts = Set.copyOf(plainHttpHosts);
    }

    /** One document: its format, and the file it goes to; stdout where there is none. */
    record Output(ReportFormat format, @Nullable Path file) {
        private static final String NUMBER = "{n}";

        /** Whether every image gets a file of its own. */
        boolean isNumbered() {
            return file != null && file.toString().contains(NUMBER);
        }

        /** Whether it goes to standard output, by whatever name. */
        boolean isToStandardOutput() {
            return file == null || new OutputFile(file).isStandardOutput();
        }

        /** The output of one image, counted from 1. */
        Output ofImage(int number) {
            return file == null
                    ? this
                    : new Output(format, Path.of(file.toString().replace(NUMBER, Integer.toString(number))));
        }

        /** Refuses several images in a document that holds one: documents one after the other are none. */
        void checkHolds(int images) {
            if (images > 1 && !format.holdsSeveral() && !isNumbered()) {
                String name = format.label();
                throw usage("--format " + name + ": a " + name + " document holds one image, here are several; write "
                        + name + "=FILE with {n} in FILE for the image's number, or scan each for itself");
            }
        }
    }

    static CommandSpec declare(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("REF")
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("HOST/REPOSITORY[:TAG][@DIGEST], oci:DIR[:TAG], oci-archive:FILE, docker-archive:FILE or"
                        + " dir:PATH")
                .build());
        Options.one(
                spec,
                "--db",
                "PATH",
                "advisory database file, or a folder of OSV zips that is compiled into the cache; default the one of db build");
        Options.many(
                spec,
                "--format",
                "NAME[=FILE]",
                ReportFormat.labels() + "; repeatable; {n} in FILE is the image's number");
        Options.many(
                spec,
                "--explain",
                "VULN",
                "say why this vulnerability is, or is not, found, instead of a document on stdout; repeatable, or with"
                        + " commas");
        Options.one(spec, "--platform", "OS/ARCH", "which image of an index; default linux/amd64 or this machine's");
        Options.flag(spec, "--all-platforms", "every image of an index");
        Options.one(spec, "--severity", "LIST", "show only these severities, for example CRITICAL,HIGH");
        Options.flag(spec, "--only-fixed", "show only findings that have a fix");
        Options.many(
                spec,
                "--fail-on",
                "WHAT",
                "end with --exit-code where a shown finding is at least of this severity, or is"
                        + " kev, fixed, unfixed, any");
        Options.many(
                spec,
                "--vex",
                "FILE",
                "OpenVEX, CSAF or CycloneDX VEX: what it says is not affected or fixed does not count; repeatable");
        Options.one(
                spec,
                "--ignore-file",
                "FILE",
                "vulnerabilities to ignore, one a line: ID [until=DAY] [package=NAME] why");
        Options.flag(spec, "--show-suppressed", "list after the table what does not count, and why");
        Options.flag(spec, "--count-headers", "count findings of packages with only header files of a kernel");
        Options.flag(spec, "--layers", "findings and packages by layer, and the account of what was read");
        Options.one(
                spec,
                "--min-explained",
                "PERCENT",
                "end with 3 where a smaller share of the executables is explained by packages or by themselves");
        Options.one(spec, "--min-coverage", "LEVEL", "complete: end with 3 where the reading was not; partial: never");
        Options.one(spec, "--exit-code", "N", "what a refusing gate ends with; default 2");
        Options.many(spec, "--limit", "NAME=VALUE", "a limit, for example expanded-bytes=20g");
        Options.one(spec, "--timeout", "DURATION", "for one image, for example 90s or 10m; default 10m");
        Options.one(spec, "--cache", "DIR", "where compiled databases are kept, and what layers say");
        Options.one(spec, "--bases", "FILE", "known base images: chain id or diff ids, tab, name, one a line");
        Options.flag(spec, "--no-cache", "read every layer anew, and keep nothing of it");
        Options.flag(spec, "--offline", "use no network: only local references and databases");
        Options.flag(spec, "--quiet", "no talk on stderr but errors");
        Options.flag(spec, "--no-color", "accepted; the output has no colours");
        Options.many(spec, "--plain-http", "HOST[:PORT]", "speak HTTP to this registry");
        Options.one(spec, "--ca", "FILE", "trust the certificates in this PEM file, too");
        Options.flag(spec, "--allow-unconfined", "scan even where the kernel cannot confine the cell");
        return spec;
    }

    static ScanOptions of(ParseResult parsed) {
        String database = parsed.matchedOptionValue("--db", "");
        String bases = parsed.matchedOptionValue("--bases", "");
        String certificates = parsed.matchedOptionValue("--ca", "");
        return new ScanOptions(
                parsed.matchedPositionalValue(0, List.of()),
                database.isEmpty() ? null : Path.of(database),
                outputs(list(parsed, "--format"), parsed.matchedOptionValue("--layers", false)),
                parsed.matchedOptionValue("--platform", ""),
                parsed.matchedOptionValue("--all-platforms", false),
                new Shown(
                        severities(parsed.matchedOptionValue("--severity", "")),
                        parsed.matchedOptionValue("--only-fixed", false)),
                gate(parsed),
                limits(list(parsed, "--limit")),
                duration(parsed.matchedOptionValue("--timeout", "10m")),
                cache(parsed.matchedOptionValue("--cache", "")),
                parsed.matchedOptionValue("--no-cache", false),
                bases.isEmpty() ? null : Path.of(bases),
                parsed.matchedOptionValue("--offline", false),
                parsed.matchedOptionValue("--quiet", false),
                new LinkedHashSet<>(list(parsed, "--plain-http")),
                certificates.isEmpty() ? null : Path.of(certificates),
                parsed.matchedOptionValue("--allow-unconfined", false),
                explain(parsed),
                Ruled.of(
                                list(parsed, "--vex"),
                                parsed.matchedOptionValue("--ignore-file", ""),
                                parsed.matchedOptionValue("--show-suppressed", false))
                        .withHeaders(parsed.matchedOptionValue("--count-headers", false)));
    }

    /** The vulnerabilities to explain, each once. */
    private static List<String> explain(ParseResult parsed) {
        List<String> asked = list(parsed, "--explain").stream()
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
        boolean wantsStdout = list(parsed, "--format").stream().anyMatch(ScanOptions::isToStandardOutput);
        if (asked.contains("")) {
            throw usage("--explain: name a vulnerability, for example CVE-2024-3094");
        }
        if (!asked.isEmpty() && wantsStdout) {
            throw usage("--explain: the explanation goes to stdout; write documents as --format NAME=FILE");
        }
        return asked;
    }

    private static boolean isToStandardOutput(String format) {
        int equals = format.indexOf('=');
        return equals < 0 || new OutputFile(Path.of(format.substring(equals + 1))).isStandardOutput();
    }

    private static List<String> list(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    private static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    /** A table by layers stands for the plain one, and for the summary beside files. */
    private static List<Output> outputs(List<String> formats, boolean byLayer) {
        List<Output> outputs = new ArrayList<>();
        for (String text : formats) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            ReportFormat format = ReportFormat.ofLabel(name)
                    .orElseThrow(() -> usage("--format " + name + ": the formats are " + ReportFormat.labels()));
            if (equals == text.length() - 1) {
                throw usage("--format " + text + ": names no file");
            }
            Path file = equals < 0 ? null : Path.of(text.substring(equals + 1));
            Output output = new Output(format, file);
            boolean replaced = byLayer && format == ReportFormat.TABLE && output.isToStandardOutput();
            outputs.add(replaced ? new Output(ReportFormat.LAYERS, file) : output);
        }
        if (outputs.stream().filter(Output::isToStandardOutput).count() > 1) {
            throw usage("--format: only one document can go to stdout; write the others as NAME=FILE");
        }
        if (outputs.stream().noneMatch(Output::isToStandardOutput)) {
            ReportFormat usual = outputs.isEmpty() ? ReportFormat.TABLE : ReportFormat.SUMMARY;
            outputs.addFirst(new Output(byLayer ? ReportFormat.LAYERS : usual, null));
        }
        return outputs;
    }

    private static Set<Severity> severities(String list) {
        Set<Severity> severities = new LinkedHashSet<>();
        for (String word : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            Severity severity = Severity.ofWord(word.strip());
            if (severity == Severity.UNKNOWN && !word.strip().equalsIgnoreCase("unknown")) {
                throw usage("--severity " + list + ": the severities are critical, high, medium, low, negligible,"
                        + " unknown");
            }
            severities.add(severity);
        }
        return severities;
    }

    private static Gate gate(ParseResult parsed) {
        List<String> failOn = new ArrayList<>();
        for (String words : list(parsed, "--fail-on")) {
            for (String word : words.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (!Gate.knows(word)) {
                    throw usage("--fail-on " + word + ": give a severity, kev, fixed, unfixed or any");
                }
                failOn.add(word);
            }
        }
        String level = parsed.matchedOptionValue("--min-coverage", "partial");
        if (!level.equals("partial") && !level.equals("complete")) {
            throw usage("--min-coverage " + level + ": the levels are complete and partial");
        }
        String explained = parsed.matchedOptionValue("--min-explained", "0");
        if (!explained.matches("\\d{1,3}") || Integer.parseInt(explained) > 100) {
            throw usage("--min-explained " + explained + ": a percentage from 0 to 100");
        }
        String exitCode = parsed.matchedOptionValue("--exit-code", Integer.toString(ExitCode.GATE.number()));
        if (!exitCode.matches("\\d{1,3}") || Integer.parseInt(exitCode) > 255) {
            throw usage("--exit-code " + exitCode + ": a number from 0 to 255");
        }
        return new Gate(
                failOn,
                level.equals("complete") ? Coverage.Level.COMPLETE : Coverage.Level.PARTIAL,
                Integer.parseInt(explained),
                Integer.parseInt(exitCode));
    }

    private static Map<String, String> limits(List<String> pairs) {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw usage("--limit " + pair + ": write NAME=VALUE");
            }
            limits.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return limits;
    }

    private static Duration duration(String text) {
        if (!text.matches("\\d{1,6}[smh]") || text.matches("0+.")) {
            throw usage("--timeout " + text + ": write a number above zero and s, m or h");
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Path cache(String given) {
        return given.isEmpty() ? UserFiles.cache() : Path.of(given);
    }
}
