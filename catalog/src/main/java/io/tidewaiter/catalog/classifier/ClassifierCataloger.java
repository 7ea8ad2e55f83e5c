package io.tidewaiter.catalog.classifier;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Programs and libraries of products that are built from source: the version in their bytes. It counts only with a header
 * of the same installation that tells the same ({@link HeaderCataloger}), or where the bytes have it in two forms.
 */
public final class ClassifierCataloger implements ProgramCataloger {
    private static final int PROGRAM_BYTES_MAX = 256 << 20;
    private static final int SINCE = 21;
    private static final int SINCE_TWICE = 22;

    /** Of those that came after the first ones of two forms, and of single programs of them by their pattern. */
    private static final Map<String, Integer> LATER =
            Map.of("proftpd", 24, "curl", 24, "bun", 24, "deno", 24, "ffmpeg", 26, Tools.FFMPEG_LIBRARIES, 28);

    /** What the names of all of them begin with: an image has hundreds of programs, and few are worth a pattern. */
    private static final List<String> BEGINNINGS = List.of(
            "python",
            "libpython",
            "node",
            "libnode",
            "php",
            "libphp",
            "ruby",
            "libruby",
            "httpd",
            "apache2",
            "postgres",
            "psql",
            "pg",
            "perl",
            "initdb",
            "createdb",
            "createuser",
            "dropdb",
            "dropuser",
            "clusterdb",
            "reindexdb",
            "vacuum",
            "oid2name",
            "libperl",
            "openssl",
            "libcrypto.",
            "libssl.",
            "nginx",
            "openresty",
            "redis-",
            "valkey-",
            "memcached",
            "haproxy",
            "lighttpd",
            "squid",
            "busybox",
            "mariadb",
            "mysql",
            "[",
            "proftpd",
            "curl",
            "libcurl",
            "bun",
            "deno",
            "ff",
            "libav",
            "libpostproc",
            "libswresample");

    @Override
    public String name() {
        return Witness.PROGRAM;
    }

    @Override
    public Declaration declaration() {
        Declaration declaration =
                Declaration.of("Built from source: programs", "generic", "the version text of each product");
        for (Classifier one : Classifiers.ALL) {
            for (Classifier.Program program : one.programs()) {
                declaration = declaration.reads(
                        since(one, program), program.shown(), one.name() + ", where " + proof(one, program));
            }
        }
        return declaration;
    }

    private static int since(Classifier one, Classifier.Program program) {
        int ofAll = one.header().isPresent() ? SINCE : LATER.getOrDefault(one.name(), SINCE_TWICE);
        return LATER.getOrDefault(program.shown(), ofAll);
    }

    private static String proof(Classifier one, Classifier.Program program) {
        String header = "a header of the same installation tells the same version";
        String twice = "its bytes tell the version in two ways";
        if (one.header().isEmpty()) {
            return twice;
        }
        return program.twice().isPresent() ? header + ", or (since " + SINCE_TWICE + ") " + twice : header;
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return ElfHeader.isProgram(head, headBytes)
                && mayBe(file.path())
                && Classifiers.ALL.stream()
                        .anyMatch(one -> one.program(file.path()).isPresent());
    }

    private static boolean mayBe(String path) {
        int name = path.lastIndexOf('/') + 1;
        for (String beginning : BEGINNINGS) {
            if (path.startsWith(beginning, name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int bytesMax() {
        return PROGRAM_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        for (Classifier one : Classifiers.ALL) {
            one.program(file.path()).ifPresent(path -> read(one, path, content, facts));
        }
    }

    private static void read(Classifier one, ProgramPath path, byte[] content, Consumer<Fact> facts) {
        List<String> twice =
                path.program().twice().map(find -> find.apply(content)).orElse(List.of());
        twice.forEach(version -> facts.accept(Witness.twice(one, version)));
        if (!twice.isEmpty()) {
            return;
        }
        List<String> versions = path.versions(content);
        versions.forEach(version -> facts.accept(Witness.fact(one, version, "")));
        if (versions.isEmpty()) {
            path.libraries(content).forEach(library -> facts.accept(Witness.fact(one, "", library)));
        }
    }
}
