package io.tidewaiter.catalog.cell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.CatalogVersion;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.UnreadFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/guide/coverage.md} is what the catalogers declare. After a change of a declaration:
 * {@code mvn -pl catalog -am test -Dtest=CoverageGuideTest -Dtidewaiter.write=true}.
 */
class CoverageGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "coverage.md");

    private static String guide() {
        StringBuilder out = new StringBuilder("""
                # What is read

                Generated from the declarations of the catalogers by `CoverageGuideTest`; do not edit. *Since* is the
                number of the catalog version, the last number of `catalogVersion` in the JSON output. A pattern's `*`
                is one name, `**` any folders.

                """);
        List<Cataloger> sorted = Catalogers.ALL.stream()
                .sorted(Comparator.comparing(one -> one.declaration().title(), String.CASE_INSENSITIVE_ORDER))
                .toList();
        for (Cataloger cataloger : sorted) {
            Declaration declaration = cataloger.declaration();
            out.append("## ").append(declaration.title()).append("\n\n");
            out.append("Evidence names it `").append(cataloger.name()).append("`");
            if (!declaration.purlType().isEmpty()) {
                out.append("; purl type `").append(declaration.purlType()).append("`");
            }
            out.append("; described by ").append(declaration.specification());
            out.append("; files up to ").append(cataloger.bytesMax() >> 10).append(" KiB.\n\n");
            out.append("| file | tells | since |\n|---|---|---:|\n");
            for (Declaration.Declared file : declaration.files()) {
                out.append("| `").append(file.path().replace("|", "\\|")).append("` | ");
                out.append(file.tells()).append(" | ").append(file.since()).append(" |\n");
            }
            out.append('\n');
        }
        out.append("## Seen and not read\n\nFiles of these forms make a coverage fact `FORMAT_UNREAD`: ");
        return out.append(String.join(", ", UnreadFormats.names()))
                .append(".\n\n")
                .append("""
                        ## Not looked for

                        What is declared and not installed: lock files (`package-lock.json`, `yarn.lock`, `pnpm-lock.yaml`,
                        `Cargo.lock`, `Gemfile.lock`, `composer.lock`, `poetry.lock`, `go.sum`, `mix.lock`, `Package.resolved`,
                        `Podfile.lock`) and lists of wishes (`requirements.txt`, `pom.xml` outside an archive). They say what
                        somebody wanted; what came of it is read where it is installed or compiled in. So neither a front end that
                        was bundled into one script nor a program of Swift names its dependencies.

                        What other scanners read in images and this one does not, and why:

                        | what | why not |
                        |---|---|
                        | version resources of .NET assemblies without a `.deps.json`, and of other Windows programs | they are the \
                        assembly's numbers, not the package's, and one package has many assemblies |
                        | strings in programs that give away what they are (nginx, Redis), and headers, each without the other | a \
                        program may hold another one's text, and a header may outlive its program; such a program is told as \
                        `PROGRAM_UNEXPLAINED`, with a note of what it says, unless a package owns it |
                        | programs packed by UPX | their build information is packed with them; such a program is told as \
                        `PROGRAM_UNEXPLAINED` |
                        | audit data of Rust in Windows, macOS and WebAssembly files | Linux images hardly have them |
                        | crates of a Rust program's own workspace, of a git repository or of another registry; a .NET project's own \
                        name in its `.deps.json` | the name may be somebody else's on crates.io or NuGet |
                        | an application's own `package.json` | the name that an application gave itself may be somebody else's in the \
                        registry, malware's too |
                        | SBOM documents that lie in the image, those of Bitnami, of Docker's hardened images and of Python distributions apart | they are what their writer wanted to be read, and \
                        double what is there |
                        | packages in `.deb`, `.rpm`, `.apk`, `.whl`, `.zip` and `.tar` files | they are not installed |
                        | `conaninfo.txt` of a build folder, `packages.lock.json` | a wish, as above |
                        | what lies behind the sections of a program of more than 160 MiB, the list of \
                        a .NET program in one file among it | its bytes pass once, and 112 MiB of them are held; it is told \
                        as `LIMIT_REACHED`, unless a package owns the program |
                        | archives of PHP that are a zip, a tar or compressed as a whole | Composer, WP-CLI and Drush come in PHP's own \
                        form; such a `.phar` is told as `FORMAT_UNREAD` |
                        | models (GGUF, safetensors), bundles of macOS | nobody publishes advisories for them |
                        """)
                .toString();
    }

    @Test
    void theGuideIsWhatTheCatalogersDeclare() throws IOException {
        if (Boolean.getBoolean("tidewaiter.write")) {
            Files.writeString(GUIDE, guide());
        }
        assertThat(Files.readString(GUIDE))
                .as("write it anew, see the comment of this test")
                .isEqualTo(guide());
    }

    @Test
    void everyDeclarationIsWhole() {
        String version = CatalogVersion.CURRENT;
        int current = Integer.parseInt(version.substring(version.lastIndexOf('.') + 1));
        Set<String> names = new HashSet<>();
        for (Cataloger cataloger : Catalogers.ALL) {
            assertThat(names.add(cataloger.name())).as(cataloger.name()).isTrue();
            assertThat(cataloger.declaration().specification())
                    .as(cataloger.name())
                    .isNotBlank();
            assertThat(cataloger.declaration().files())
                    .as(cataloger.name())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.since()).isBetween(1, current));
        }
    }
}
