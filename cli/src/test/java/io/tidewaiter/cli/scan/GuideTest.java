package io.tidewaiter.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The user's pages say what the code does. */
class GuideTest {
    private static final Path GUIDE = Path.of(System.getProperty("tidewaiter.root", ".."), "docs", "guide");

    /** Cells of the table rows below a heading, without the table's head. */
    private static List<List<String>> rows(String page, String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = heading.isEmpty();
        for (String line : Files.readAllLines(GUIDE.resolve(page))) {
            inside = line.startsWith("## ") ? line.equals("## " + heading) : inside;
            if (inside && line.startsWith("|")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows.subList(2, rows.size());
    }

    private static String code(String cell) {
        return cell.substring(cell.indexOf('`') + 1, cell.indexOf('`', cell.indexOf('`') + 1));
    }

    @Test
    void listsEveryOptionAndNoOther() throws IOException {
        Set<String> declared = new ScanCommand()
                .spec().options().stream().map(OptionSpec::longestName).collect(Collectors.toCollection(TreeSet::new));
        declared.add("--help"); // the tree gives it to every command
        Set<String> told = new TreeSet<>();
        for (List<String> row : rows("scan.md", "Options")) {
            told.add(code(row.getFirst()).split(" ", 2)[0]);
        }
        assertThat(told).isEqualTo(declared);
    }

    @Test
    void listsEveryFormatAndExitCode() throws IOException {
        List<String> formats = new ArrayList<>();
        for (List<String> row : rows("scan.md", "Formats")) {
            formats.add(code(row.getFirst()));
        }
        assertThat(formats)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ReportFormat.values())
                        .map(ReportFormat::label)
                        .toList());
        assertThat(rows("scan.md", "Exit codes"))
                .extracting(List::getFirst)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> Integer.toString(code.number()))
                        .toList());
    }

    @Test
    void limitsHaveTheNamesAndDefaultsThatAreTold() throws IOException {
        List<List<String>> rows = rows("scan.md", "Limits");
        assertThat(rows.stream().map(row -> code(row.getFirst())).collect(Collectors.joining(", ")))
                .isEqualTo(LimitOptions.NAMES);
        CatalogLimits standard = CatalogLimits.standard();
        for (List<String> row : rows) {
            for (String name : List.of(code(row.getFirst()), code(row.get(1)))) {
                assertThat(LimitOptions.apply(standard, Map.of(name, row.get(3))))
                        .as(name)
                        .isEqualTo(standard);
                assertThat(LimitOptions.apply(standard, Map.of(name, "7")))
                        .as(name)
                        .isNotEqualTo(standard);
            }
        }
        assertThat(standard.layer()).isEqualTo(Limits.standard());
    }

    @Test
    void everyCoverageFactIsTold() throws IOException {
        Set<String> told = new TreeSet<>();
        for (List<String> row : rows("coverage-facts.md", "")) {
            told.add(code(row.getFirst()) + " " + row.get(1));
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CoverageFact.Kind.values())
                        .map(kind -> kind.name() + (kind.breaksProof() ? " yes" : " no"))
                        .toList());
    }
}
