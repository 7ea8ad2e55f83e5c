package io.tidewaiter.cli.scan;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.assess.rule.RuleSet;
import io.tidewaiter.assess.rule.RuledResult;
import io.tidewaiter.catalog.CatalogException;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.catalog.SpareCell;
import io.tidewaiter.catalog.base.KnownBases;
import io.tidewaiter.catalog.cache.LayerFactsCache;
import io.tidewaiter.catalog.cache.LayerFactsFolder;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.OutputFile;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.cli.db.UserDatabase;
import io.tidewaiter.flow.AdvisoryFiles;
import io.tidewaiter.flow.ScanPipeline;
import io.tidewaiter.match.Explainer;
import io.tidewaiter.model.FileFault;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.sandbox.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter scan REF...}: the pipeline without a service. */
public final class ScanCommand implements Command {
    private final Optional<SpareCell> ahead;

    /** Starts its cell when the command line has been read. */
    public ScanCommand() {
        this(Optional.empty());
    }

    private ScanCommand(Optional<SpareCell> ahead) {
        this.ahead = ahead;
    }

    /**
     * With its cell on the way before the command line is parsed, where no layer can be known yet: two JVMs start side by
     * side. Words that ask for other limits, or for nothing to be scanned, make that cell one too many; it is ended.
     */
    public static ScanCommand ahead(String[] words) {
        List<String> all = List.of(words);
        boolean anew = all.contains("--no-cache")
                || (all.stream().noneMatch(word -> word.startsWith("--cache"))
                        && layerFacts(CellProgram.cacheFolder()).isEmpty());
        if (anew) {
            return new ScanCommand(Optional.of(SpareCell.ahead()));
        }
        Cell.warmUp(); // while the command line is parsed
        return new ScanCommand();
    }

    /** What {@code help limits} prints. */
    public static String limits() {
        return LimitOptions.told(CatalogLimits.standard());
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("scan");
        spec.usageMessage().description("Lists what images contain and the known vulnerabilities in it.");
        return ScanOptions.declare(spec);
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException, InterruptedException {
        ScanOptions options = ScanOptions.of(arguments);
        CatalogLimits limits = LimitOptions.apply(CatalogLimits.standard(), options.limits())
                .withTimeMax(options.timeout())
                .withAllowUnconfined(options.allowUnconfined());
        options.references().forEach(ImageSources::check);
        options.outputs().forEach(ScanCommand::checkFile);
        options.outputs()
                .forEach(output -> output.checkHolds(options.references().size()));
        KnownBases bases = bases(options);
        Instant now = Instant.now();
        RuleSet rules = options.ruled().rules(now);
        Scanned scanned = new Scanned(terminal);
        StringBuilder explained = new StringBuilder();
        try (ImageCataloger cataloger = cataloger(options, limits);
                ImageSources sources = new ImageSources(options);
                Advisories advisories = advisories(options, terminal)) {
            ScanPipeline pipeline = new ScanPipeline(cataloger, InstantSource.system(), bases);
            for (String reference : options.references()) {
                List<PulledImage> images = scanned.pulled(reference, sources.pull(reference));
                options.outputs().forEach(output -> output.checkHolds(images.size()));
                for (PulledImage image : images) {
                    cataloger.prepare(image); // it starts while we open the database
                    advisories.db().ifPresent(AdvisoryDb::warmUp);
                    try {
                        ScanResult result = pipeline.scan(image, advisories.db());
                        scanned.add(options.shown().of(RuledResult.of(result, rules, now)));
                        for (String asked : options.explain()) {
                            explained.append(explained(reference, result, asked, advisories));
                        }
                    } catch (CatalogException e) {
                        scanned.none(reference, String.valueOf(e.getMessage()));
                    }
                }
            }
        } catch (AdvisoryException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        List<ScanResult> results = scanned.results();
        if (results.isEmpty()) {
            return ExitCode.FAILED.number();
        }
        if (!options.explain().isEmpty()) {
            OutputFile.write(
                    "to stdout",
                    terminal.data(),
                    out -> out.write(explained.toString().getBytes(StandardCharsets.UTF_8)));
        }
        for (ScanOptions.Output output : options.outputs()) {
            if (!output.isToStandardOutput() || options.explain().isEmpty()) {
                documents(output, scanned, terminal);
            }
        }
        if (options.ruled().showsSuppressed()) {
            OutputFile.write(
                    "to stdout",
                    terminal.data(),
                    out -> out.write(Ruled.suppressed(results).getBytes(StandardCharsets.UTF_8)));
        }
        int judged = options.gate().judge(results);
        return scanned.isWhole() ? judged : ExitCode.FAILED.number();
    }

    private static KnownBases bases(ScanOptions options) {
        Path file = options.bases();
        try {
            return file == null ? KnownBases.NONE : KnownBases.read(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, "read bases " + file + ": " + FileFault.told(e));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** With its cell on the way where it is surely needed: it starts while we open the database and read manifests. */
    private ImageCataloger cataloger(ScanOptions options, CatalogLimits limits) {
        LayerFactsCache layers = options.noCache() ? LayerFactsCache.NONE : layerFacts(options.cache());
        ImageCataloger cataloger =
                new ImageCataloger(CellProgram.ofThisProcess().quick(), limits, false, layers);
        ahead.ifPresent(cataloger::adopt);
        cataloger.prepare();
        return cataloger;
    }

    private static LayerFactsCache layerFacts(Path cache) {
        return new LayerFactsFolder(cache.resolve("layers"), LayerFactsFolder.BYTES_MAX, Clock.systemUTC());
    }

    private static void documents(ScanOptions.Output output, Scanned scanned, Terminal terminal) {
        if (output.isNumbered()) {
            scanned.byNumber().forEach((number, result) -> write(output.ofImage(number), List.of(result), terminal));
        } else {
            write(output, scanned.results(), terminal);
        }
    }

    private static String explained(String reference, ScanResult result, String asked, Advisories advisories) {
        AdvisoryDb db = advisories
                .db()
                .orElseThrow(() -> new CliException(
                        ExitCode.FAILED, "--explain " + asked + ": there is no advisory database; give --db"));
        List<String> releaseEnd = result.assessment().coverage().facts().stream()
                .filter(fact -> fact.kind() == CoverageFact.Kind.RELEASE_END_OF_LIFE)
                .map(CoverageFact::detail)
                .toList();
        return ExplainedText.of(reference, Explainer.explain(db, result.inventory(), asked), releaseEnd);
    }

    /** The open database; none where the user has none and named none. */
    private record Advisories(Optional<AdvisoryDb> db) implements AutoCloseable {
        @Override
        public void close() {
            db.ifPresent(AdvisoryDb::close);
        }
    }

    private static Advisories advisories(ScanOptions options, Terminal terminal) {
        Path given = options.database();
        if (given == null) {
            Path usual = UserDatabase.path();
            if (!Files.exists(usual)) {
                if (!options.gate().failOn().isEmpty()) {
                    throw new CliException(
                            ExitCode.FAILED,
                            "--fail-on: there is no advisory database at " + usual
                                    + ", so nothing can be judged; give --db or run db build");
                }
                if (!options.quiet()) {
                    terminal.talk()
                            .println("tidewaiter: there is no advisory database at " + usual
                                    + ": packages are listed, nothing is judged; give --db or run db build");
                }
                return new Advisories(Optional.empty());
            }
            given = usual;
        }
        if (!Files.exists(given)) {
            throw new CliException(
                    ExitCode.FAILED,
                    "open advisory database " + given
                            + ": there is no such file or folder; check the path or build one with db build");
        }
        AdvisoryFiles files = new AdvisoryFiles(options.cache(), sentence -> {
            if (!options.quiet()) {
                terminal.talk().println("tidewaiter: " + sentence);
            }
        });
        return new Advisories(Optional.of(AdvisoryDb.open(files.compiled(given))));
    }

    /** Said before the scan: nobody waits for a document that cannot be written. */
    private static void checkFile(ScanOptions.Output output) {
        Path file = output.file();
        if (file != null) {
            new OutputFile(file).check();
        }
    }

    private static void write(ScanOptions.Output output, List<ScanResult> results, Terminal terminal) {
        Path file = output.file();
        if (file == null) {
            OutputFile.write(
                    "to stdout", terminal.data(), out -> output.format().write(results, out));
        } else {
            new OutputFile(file).write(out -> output.format().write(results, out));
        }
    }
}
