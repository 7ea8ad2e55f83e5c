package io.tidewaiter.catalog.erlang;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.archive.zip.ZipArchive;
import io.tidewaiter.archive.zip.ZipEntry;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.model.inventory.CoverageFact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applications of Erlang and Elixir: the resource file that stands beside their compiled modules. Those of Erlang/OTP and of
 * Elixir itself come with the runtime and are in no registry; every other is taken for the package of Hex that has its name,
 * which nearly all have.
 */
public final class ErlangCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 64 << 20;
    private static final int APPLICATION_BYTES_MAX = 4 << 20;
    private static final int APPLICATIONS_MAX = 1000;
    private static final String ARCHIVE = ".ez";
    private static final Pattern IN_ARCHIVE = Pattern.compile("(?:.{0,1000}/)?ebin/[^/]{1,200}\\.app");
    private static final Pattern APPLICATION =
            Pattern.compile("\\{\\s{0,100}application\\s{0,100},\\s{0,100}'?([a-z][A-Za-z0-9_@]{0,200})'?\\s{0,100},");
    private static final Pattern VERSION =
            Pattern.compile("\\{\\s{0,100}vsn\\s{0,100},\\s{0,100}\"([^\"\\\\]{1,200})\"");
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]{0,100}%[^\\n]*");

    private static final Set<String> OF_THE_RUNTIME = Set.of(
            "asn1",
            "common_test",
            "compiler",
            "cosEvent",
            "cosEventDomain",
            "cosFileTransfer",
            "cosNotification",
            "cosProperty",
            "cosTime",
            "cosTransactions",
            "crypto",
            "debugger",
            "dialyzer",
            "diameter",
            "edoc",
            "eldap",
            "erl_docgen",
            "erl_interface",
            "erts",
            "et",
            "eunit",
            "ftp",
            "gs",
            "hipe",
            "ic",
            "inets",
            "jinterface",
            "kernel",
            "megaco",
            "mnesia",
            "observer",
            "odbc",
            "orber",
            "os_mon",
            "ose",
            "otp_mibs",
            "parsetools",
            "percept",
            "public_key",
            "reltool",
            "runtime_tools",
            "sasl",
            "snmp",
            "ssh",
            "ssl",
            "stdlib",
            "syntax_tools",
            "test_server",
            "tftp",
            "tools",
            "typer",
            "webtool",
            "wx",
            "xmerl",
            "eex",
            "elixir",
            "ex_unit",
            "iex",
            "logger",
            "mix");

    @Override
    public String name() {
        return "erlang";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Erlang, Elixir", "hex", "Erlang/OTP, app(4)")
                .reads(9, "**/ebin/*.app", "applications with their versions; those of the runtime as purl type otp")
                .reads(11, "**/*.ez", "the same in archives, as plugins of RabbitMQ come");
    }

    @Override
    public List<String> endings() {
        return List.of(".app", ARCHIVE);
    }

    @Override
    public boolean wants(FileEntry file) {
        return (file.path().endsWith(".app") && file.folder().endsWith("/ebin"))
                || file.path().endsWith(ARCHIVE);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.path().endsWith(ARCHIVE)) {
            archive(content, limits, facts);
        } else if (content.length <= APPLICATION_BYTES_MAX) {
            application(content, "", facts);
        } else {
            Skipped.tell(1, "an application of Erlang", facts);
        }
    }

    private static void archive(byte[] content, Limits limits, Consumer<Fact> facts) {
        if (content.length < 2 || content[0] != 'P' || content[1] != 'K') {
            return; // anything else of that name
        }
        int found = 0;
        try {
            ZipArchive zip = ZipArchive.open(content, limits);
            for (ZipEntry entry : zip.entries()) {
                String path = entry.path().value();
                if (!entry.directory() && IN_ARCHIVE.matcher(path).matches() && ++found <= APPLICATIONS_MAX) {
                    application(zip.read(entry, APPLICATION_BYTES_MAX), "!/" + path, facts);
                }
            }
            Skipped.tell(Math.max(0, found - APPLICATIONS_MAX), "an archive of Erlang", facts);
        } catch (ArchiveException e) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE, "", "read archive of Erlang: " + e.getMessage()));
        }
        facts.accept(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 1));
    }

    private static void application(byte[] content, String inner, Consumer<Fact> facts) {
        String text =
                COMMENT.matcher(new String(content, StandardCharsets.UTF_8)).replaceAll("");
        Matcher application = APPLICATION.matcher(text);
        if (!application.find()) {
            return; // a desktop's bundle or anything else of that name
        }
        Matcher version = VERSION.matcher(text);
        if (!version.find(application.end())) {
            Skipped.tell(1, "an application of Erlang", facts);
            return;
        }
        String name = application.group(1);
        String type = OF_THE_RUNTIME.contains(name) ? "otp" : "hex";
        facts.accept(Fact.InstalledFact.of(type, "", name, version.group(1).strip(), inner));
    }
}
