package io.tidewaiter.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may import what (DESIGN §2), and what Java the house speaks (HOUSE §4), read from the compiled classes. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidewaiter");

    /** The table of DESIGN §2: a module and the modules that it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("clib", Set.of()),
            Map.entry("oci", Set.of("clib")),
            Map.entry("archive", Set.of("clib")),
            Map.entry("version", Set.of()),
            Map.entry("vuln", Set.of("version")),
            Map.entry("sandbox", Set.of("clib")),
            Map.entry("kql", Set.of()),
            Map.entry("model", Set.of("oci", "version", "vuln")),
            Map.entry("intake", Set.of("model", "oci")),
            Map.entry("pull", Set.of("model", "oci")),
            Map.entry("catalog", Set.of("model", "clib", "oci", "archive", "version", "sandbox")),
            Map.entry("advisory", Set.of("model", "version", "vuln", "archive")),
            Map.entry("match", Set.of("model", "version", "vuln", "advisory")),
            Map.entry("assess", Set.of("model", "oci", "version", "vuln")),
            Map.entry("report", Set.of("model", "oci", "version", "vuln")),
            Map.entry("registry", Set.of("oci")),
            Map.entry("store", Set.of("model", "oci", "version", "vuln", "assess")),
            Map.entry("graph", Set.of("model", "oci", "version", "vuln", "kql", "assess", "store")),
            Map.entry(
                    "flow",
                    Set.of(
                            "model",
                            "oci",
                            "version",
                            "vuln",
                            "sandbox",
                            "archive",
                            "intake",
                            "pull",
                            "catalog",
                            "advisory",
                            "match",
                            "assess",
                            "store")),
            Map.entry(
                    "server",
                    Set.of("model", "oci", "version", "vuln", "kql", "intake", "assess", "store", "graph", "flow")),
            Map.entry(
                    "cli",
                    Set.of(
                            "model",
                            "oci",
                            "version",
                            "vuln",
                            "sandbox",
                            "archive",
                            "pull",
                            "catalog",
                            "advisory",
                            "match",
                            "assess",
                            "report",
                            "flow")),
            Map.entry(
                    "dist",
                    Set.of(
                            "model",
                            "oci",
                            "version",
                            "vuln",
                            "sandbox",
                            "pull",
                            "catalog",
                            "advisory",
                            "match",
                            "assess",
                            "report",
                            "registry",
                            "kql",
                            "graph",
                            "store",
                            "flow",
                            "server",
                            "cli",
                            "intake")),
            Map.entry(
                    "bench",
                    Set.of(
                            "model",
                            "oci",
                            "version",
                            "vuln",
                            "sandbox",
                            "archive",
                            "intake",
                            "pull",
                            "catalog",
                            "advisory",
                            "match",
                            "assess",
                            "report",
                            "registry",
                            "kql",
                            "graph",
                            "store",
                            "flow",
                            "server",
                            "cli",
                            "dist")));

    /** Longer parameter lists, each with its reason. */
    private static final Set<String> MANY_PARAMETERS = Set.of(
            // the shape of Arrays.compare(byte[], int, int, byte[], int, int), on the hottest path of a layer
            "io.tidewaiter.catalog.layer.PathOrder.compare([B, int, int, [B, int, int)",
            // ANTLR's own interface of listeners
            "io.tidewaiter.kql.syntax.KqlSyntax$FirstError.syntaxError(org.antlr.v4.runtime.Recognizer,"
                    + " java.lang.Object, int, int, java.lang.String, org.antlr.v4.runtime.RecognitionException)");

    private static String module(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    @Test
    void modulesImportOnlyWhatTheDesignAllows() {
        Set<String> breaks = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Set<String> allowed = MAY_IMPORT.get(module(type));
            assertThat(allowed).as("a row for module " + module(type)).isNotNull();
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                boolean ours = target.getPackageName().startsWith("io.tidewaiter.");
                if (ours && !module(target).equals(module(type)) && !allowed.contains(module(target))) {
                    breaks.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        assertThat(breaks).isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.tidewaiter.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheServiceKnowsSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.tidewaiter.server..", "io.tidewaiter.dist..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void nobodyReflects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.reflect\\.(?:Method|Field|Constructor|Proxy)")
                .check(CLASSES);
    }

    @Test
    void parametersAreFew() {
        List<String> many = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (type.isRecord() || type.isEnum()) {
                continue; // a record is what more parameters become
            }
            for (JavaMethod method : type.getMethods()) {
                if (method.getRawParameterTypes().size() > 5
                        && !method.getName().contains("$")) {
                    many.add(method.getFullName());
                }
            }
            for (JavaConstructor constructor : type.getConstructors()) {
                if (constructor.getRawParameterTypes().size() > 7) {
                    many.add(constructor.getFullName()); // constructors wire: a few more collaborators are allowed
                }
            }
        }
        many.removeAll(MANY_PARAMETERS);
        assertThat(many).isEmpty();
    }
}
