package io.tidewaiter.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the house says of files (HOUSE §3 to §5), read as text. An exception is a line here, with its reason. */
class SourceRulesTest {
    private static final int FILE_LINES_MAX = 600;
    private static final int METHOD_LINES_MAX = 70;
    private static final int PACKAGE_FILES_MAX = 21; // 20 and package-info.java
    private static final Pattern WEAK_NAME =
            Pattern.compile("\\w+(?:Manager|Helper|Util|Utils|Impl|Base|Data|Info)\\.java");
    private static final Pattern METHOD_HEAD =
            Pattern.compile("( {4}| {8})(?:(?:public|protected|private|static|final|abstract|synchronized|<.*?>) )*"
                    + "(?!record |return |new |else )[\\w<>\\[\\],?.@][\\w<>\\[\\], ?.@]* (\\w+)\\(.*");

    /** A table of declarations, one after the other, has no flow that a reader could lose. */
    private static final Map<String, Set<String>> TABLES =
            Map.of("lib/kql/src/main/java/io/tidewaiter/kql/function/", Set.of("all", "elementary"));

    @Test
    void filesStayShort() {
        assertThat(SourceTree.java("main").stream()
                        .filter(f -> SourceTree.lines(f).size() > FILE_LINES_MAX)
                        .map(SourceTree::shown))
                .isEmpty();
    }

    @Test
    void methodsStayShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : SourceTree.java("main")) {
            List<String> lines = SourceTree.lines(file);
            int start = -1;
            String end = "";
            String name = "";
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                Matcher head = METHOD_HEAD.matcher(line);
                if (start < 0 && !line.endsWith(";") && !line.endsWith(",") && !line.endsWith("{}") && head.matches()) {
                    start = i;
                    end = head.group(1) + "}";
                    name = head.group(2);
                } else if (start >= 0 && line.equals(end)) {
                    if (i - start + 1 > METHOD_LINES_MAX && !isTable(file, name)) {
                        tooLong.add(SourceTree.shown(file) + ":" + (start + 1) + " has " + (i - start + 1) + " lines");
                    }
                    start = -1;
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static boolean isTable(Path file, String method) {
        return TABLES.entrySet().stream()
                .anyMatch(t -> SourceTree.shown(file).startsWith(t.getKey())
                        && t.getValue().contains(method));
    }

    @Test
    void packagesStaySmall() {
        Map<Path, Long> sizes = SourceTree.java("main").stream()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        assertThat(sizes.entrySet().stream()
                        .filter(e -> e.getValue() > PACKAGE_FILES_MAX)
                        .map(e -> SourceTree.shown(e.getKey()) + " has " + e.getValue()))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        for (Path folder :
                SourceTree.java("main").stream().map(Path::getParent).distinct().toList()) {
            Path file = folder.resolve("package-info.java");
            assertThat(Files.exists(file))
                    .as(SourceTree.shown(folder) + " has a package-info.java")
                    .isTrue();
            String text = String.join("\n", SourceTree.lines(file));
            assertThat(text).as(SourceTree.shown(file)).startsWith("/**").contains("@NullMarked");
        }
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(SourceTree.java("main").stream()
                        .filter(f ->
                                WEAK_NAME.matcher(f.getFileName().toString()).matches())
                        .map(SourceTree::shown))
                .isEmpty();
    }

    @Test
    void mainCodePromisesNothing() {
        Pattern promise =
                Pattern.compile("\\b(?:TODO|FIXME|XXX|HACK)\\b|not yet implemented|UnsupportedOperationException\\(");
        assertThat(found(SourceTree.java("main"), promise)).isEmpty();
    }

    @Test
    void testsDoNotWaitNorMock() {
        // Assembled, so that this file does not find itself.
        Pattern wait = Pattern.compile("Thread\\.sl" + "eep|Mock" + "ito|@Dis" + "abled|assertTrue\\(tr" + "ue\\)");
        assertThat(found(SourceTree.java("test"), wait)).isEmpty();
    }

    @Test
    void noFileNamesAMachine() {
        Pattern machine = Pattern.compile("/(?:work|farm)/[a-z]|/root/\\.|/home/[a-z]+/");
        assertThat(found(texts(), machine)).isEmpty();
    }

    @Test
    void noFileHasMarksOfAMerge() {
        assertThat(found(texts(), Pattern.compile("^(?:<{7}|>{7}) "))).isEmpty();
    }

    private static List<Path> texts() {
        return SourceTree.files()
                .filter(f -> f.toString()
                        .matches(".*(?:\\.(?:java|md|xml|sh|yml|yaml|sql|properties)|/tidewaiter|/verify|/run)"))
                .filter(f -> !f.toString().contains("/src/test/"))
                .toList();
    }

    @Test
    void versionIsTheBuildFiles() {
        assertThat(String.join("\n", SourceTree.lines(SourceTree.ROOT.resolve("pom.xml"))))
                .contains("<version>" + Product.VERSION + "-SNAPSHOT</version>");
    }

    /** A page that says which test holds something is wrong as soon as the test has another name. */
    @Test
    void testsThatThePageOfCausesNamesAreThere() {
        String page = String.join("\n", SourceTree.lines(SourceTree.ROOT.resolve("docs/guide/causes.md")));
        Map<String, String> tests = new TreeMap<>();
        for (Path file : SourceTree.java("test")) {
            String name = String.valueOf(file.getFileName()).replace(".java", "");
            tests.put(name, String.join("\n", SourceTree.lines(file)));
        }
        List<String> missing = new ArrayList<>();
        Matcher named = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:\\.([a-zA-Z0-9]+))?`")
                .matcher(page);
        while (named.find()) {
            String source = tests.getOrDefault(named.group(1), "");
            boolean isThere = named.group(2) == null ? !source.isEmpty() : source.contains(" " + named.group(2) + "(");
            if (!isThere) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void pagesKeepTheirLengths() {
        assertThat(SourceTree.lines(SourceTree.ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(120);
        assertThat(SourceTree.lines(SourceTree.ROOT.resolve("ARCHITECTURE.md"))).hasSizeLessThanOrEqualTo(200);
    }

    private static List<String> found(List<Path> files, Pattern pattern) {
        List<String> hits = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = SourceTree.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    hits.add(SourceTree.shown(file) + ":" + (i + 1) + " "
                            + lines.get(i).strip());
                }
            }
        }
        return hits;
    }
}
