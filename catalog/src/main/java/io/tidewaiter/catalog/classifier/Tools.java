package io.tidewaiter.catalog.classifier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Programs that people put into images by hand, and that tell their version in two forms ({@link Twice}). */
final class Tools {
    /** Of a product that was read before, by its pattern. */
    static final String LIBCURL_OF_WHEEL = "*.libs/libcurl-*.so.*";

    private static final Literal LIBCURL_VERSION =
            new Literal("CLIENT libcurl ", Pattern.compile(Literal.RELEASE + "[\\r\\n]"));

    /** The program names itself to people and to servers; its library to servers of HTTP and of DICT. */
    private static final Classifier CURL = new Classifier(
            "curl",
            "haxx",
            "curl",
            Optional.empty(),
            List.of(
                    program(
                            "curl",
                            "(?:bin/)?curl",
                            new Literal("curl ", Pattern.compile(Literal.RELEASE + " \\(")),
                            "curl/%s\0"),
                    program(
                            "libcurl.so.*",
                            "(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libcurl(?:-gnutls|-nss)?\\.so(?:\\.[0-9.]+)?",
                            LIBCURL_VERSION,
                            "libcurl/%s\0"),
                    program(
                            LIBCURL_OF_WHEEL,
                            Classifiers.IN_WHEEL + "libcurl" + Classifiers.OF_WHEEL,
                            LIBCURL_VERSION,
                            "libcurl/%s\0")));

    /** Where it updates itself from, and how it names itself to servers. */
    private static final Classifier BUN = new Classifier(
            "bun",
            "bun",
            "bun",
            Optional.empty(),
            List.of(program(
                    "bun",
                    "bunx?",
                    new Literal("bun-v", Pattern.compile(Literal.RELEASE + "[/\\x00]")),
                    "Bun/%s\0",
                    "bun/%s npm/")));

    /** Texts of Rust have no end: the version, it with the commit, and both as it names itself to servers. */
    private static final Classifier DENO = new Classifier(
            "deno",
            "deno",
            "deno",
            Optional.empty(),
            List.of(program(
                    "deno", "deno", new Literal("Deno/", Pattern.compile(Literal.RELEASE + "Deno/")), "%1$s%1$s+")));

    /** The pattern of FFmpeg's libraries. */
    static final String FFMPEG_LIBRARIES = "**/lib{avcodec,avdevice,avfilter,avformat,postproc,swresample}*.so.*";

    private static final Literal FFMPEG_VERSION =
            new Literal("FFmpeg version ", Pattern.compile("n?(\\d{1,3}(?:\\.\\d{1,3}){1,2})[\\x00 -]"));

    /**
     * One with its libraries linked in, as wheels, packages of npm and downloads bring it: they name themselves, and so
     * does the program. What was built from Git names the last release, or none. A library for itself, as wheels
     * bring it under a name with a digest, names the release in one form, and exports the symbol under which it does.
     */
    private static final Classifier FFMPEG = new Classifier(
            "ffmpeg",
            "ffmpeg",
            "ffmpeg",
            Optional.empty(),
            List.of(
                    program(
                            "{ffmpeg,ffprobe,ffplay}*",
                            "ff(?:mpeg|probe|play)(?:[._-][^/]{0,100})?",
                            FFMPEG_VERSION,
                            "%%s version %s\0",
                            "%%s version %s-",
                            "%%s version n%s\0",
                            "%%s version n%s-",
                            "\0%s\0",
                            "\0%s-",
                            "\0n%s\0",
                            "\0n%s-"),
                    program(
                            FFMPEG_LIBRARIES.substring("**/".length()),
                            "lib(?:av(?:codec|device|filter|format)|postproc|swresample)"
                                    + "(?:-[0-9a-f]{8})?\\.so(?:\\.[0-9.]+)?",
                            FFMPEG_VERSION,
                            "\0av_codec_ffversion\0",
                            "\0av_device_ffversion\0",
                            "\0av_filter_ffversion\0",
                            "\0av_format_ffversion\0",
                            "\0postproc_ffversion\0",
                            "\0swr_ffversion\0")));

    /** Three numbers for {@code what}, the first two of them alone for every message that tells the version. */
    private static final Classifier BASH = new Classifier(
            "bash",
            "gnu",
            "bash",
            Optional.empty(),
            List.of(of(
                    "bash",
                    "(?:bin/)?bash",
                    new Literal(
                            "@(#)Bash version ",
                            Pattern.compile(Literal.RELEASE + "\\(\\d{1,4}\\) [a-z0-9]{1,20} GNU\\x00")),
                    version -> List.of(Twice.alone(version.substring(0, version.lastIndexOf('.')))))));

    /** What it answers to who asks for its version, and what its scripts are told. */
    private static final Classifier IRSSI = new Classifier(
            "irssi",
            "irssi",
            "irssi",
            Optional.empty(),
            List.of(program(
                    "irssi",
                    "(?:bin/)?irssi",
                    new Literal("irssi ", Pattern.compile(Literal.RELEASE + " \\(%d ")),
                    "\0%s\0",
                    "\0Client: irssi %s (%%d ")));

    /** What it answers to who asks for its version, and what it tells a server. */
    private static final Classifier GIT = new Classifier(
            "git",
            "git-scm",
            "git",
            Optional.empty(),
            List.of(program(
                    "git",
                    "(?:bin/|lib(?:exec)?/git-core/)?git",
                    new Literal("git/", Pattern.compile(Literal.RELEASE + "\\x00")),
                    "\0%s\0")));

    /** It tells it to who asks, right behind the text of the answer. */
    private static final Classifier SUDO = new Classifier(
            "sudo",
            "sudo_project",
            "sudo",
            Optional.empty(),
            List.of(program(
                    "sudo",
                    "(?:bin/)?sudo",
                    new Literal(
                            "Sudo version %s\n\0", Pattern.compile("(\\d\\.\\d{1,2}\\.\\d{1,2}(?:p\\d{1,2})?)\\x00")),
                    "\0Configure options: %%s\n")));

    private static final Literal LUA_VERSION =
            new Literal("$LuaVersion: Lua ", Pattern.compile("(5\\.\\d{1,2}\\.\\d{1,2}) "));

    /** A program greets with it, too; a library exports the symbol of the text. */
    private static final Classifier LUA = new Classifier(
            "lua",
            "lua",
            "lua",
            Optional.empty(),
            List.of(
                    program("lua*", "(?:bin/)?luac?(?:-?5\\.?\\d)?", LUA_VERSION, "\0Lua %s  Copyright (C) "),
                    program(
                            "liblua*.so*",
                            "(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?liblua[^/]{0,20}\\.so(?:\\.[0-9.]+)?",
                            LUA_VERSION,
                            "\0lua_ident\0")));

    /** The library of all its programs, as FFmpeg's: it names the release once, and exports the function that tells it. */
    private static final Classifier IMAGE_MAGICK = new Classifier(
            "imagemagick",
            "imagemagick",
            "imagemagick",
            Optional.empty(),
            List.of(program(
                    "libMagickCore-*.so*",
                    "(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libMagickCore-[^/]{1,60}\\.so(?:\\.[0-9.]+)?",
                    new Literal("ImageMagick ", Pattern.compile("(\\d{1,2}\\.\\d{1,2}\\.\\d{1,3}-\\d{1,3}) Q\\d")),
                    "\0GetMagickVersion\0")));

    /** Where it looks for its files, whatever folder that is in. */
    private static final Classifier GHOSTSCRIPT = new Classifier(
            "ghostscript",
            "artifex",
            "ghostscript",
            Optional.empty(),
            List.of(program(
                    "{gs,libgs.so*}",
                    "(?:(?:bin/)?gs|(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libgs\\.so(?:\\.[0-9.]+)?)",
                    new Literal("ghostscript/", Pattern.compile("(\\d{1,2}\\.\\d{2}(?:\\.\\d)?)/Resource/Init:")),
                    "\0GPL Ghostscript\0",
                    "\0GPL Ghostscript ")));

    /** What it prints of itself, and what it prints at the end. */
    private static final Classifier TCPDUMP = new Classifier(
            "tcpdump",
            "tcpdump",
            "tcpdump",
            Optional.empty(),
            List.of(program(
                    "tcpdump",
                    "(?:s?bin/)?tcpdump",
                    new Literal("%s version ", Pattern.compile("(\\d\\.\\d{1,2}\\.\\d{1,2})\\n\\x00")),
                    "%%u packet%%s captured")));

    /** The text, and the number that the function beside it returns: as x86-64 and AArch64 have it in their code. */
    private static final Classifier SQLITE = new Classifier(
            "sqlite",
            "sqlite",
            "sqlite",
            Optional.empty(),
            List.of(new Classifier.Program(
                    "**/{sqlite3,libsqlite3*.so*}",
                    Pattern.compile(
                            Classifiers.IN
                                    + "(?:(?:bin/)?sqlite3|(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libsqlite3[^/]{0,40}\\.so(?:\\.[0-9.]+)?)"),
                    _ -> new Literal("SQLite version ", Pattern.compile(Literal.RELEASE)),
                    Optional.empty(),
                    Optional.of(Twice.word(Pattern.compile("3\\.\\d{1,2}\\.\\d{1,2}"), Tools::sqliteNumbers)))));

    /** It tells it to who asks, right before what it prints for {@code debug}. */
    private static final Classifier JQ = Servers.of(
            "jq",
            "jqlang",
            "jq",
            new Literal("[version ", Pattern.compile("(\\d\\.\\d{1,2}(?:\\.\\d{1,2})?)]")),
            Twice.before(Pattern.compile("(\\d\\.\\d{1,2}(?:\\.\\d{1,2})?(?:rc\\d)?)"), "DEBUG:"));

    /** What the library tells who runs it, and what it answers to programs. */
    private static final Classifier QT = new Classifier(
            "qt",
            "qt",
            "qt",
            Optional.empty(),
            List.of(
                    program(
                            "libQt{5,6}Core*.so*",
                            "(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libQt[56]Core[^/]{0,40}\\.so(?:\\.[0-9.]+)?",
                            new Literal("Qt ", Pattern.compile(Literal.RELEASE + " \\([a-z0-9_]{3,20}-")),
                            "\0%s\0"),
                    program(
                            "libQtCore*.so*",
                            "(?:lib(?:64)?/(?:[^/]+-linux-[^/]+/)?)?libQtCore[^/]{0,40}\\.so(?:\\.[0-9.]+)?",
                            new Literal("QtCore library version ", Pattern.compile(Literal.RELEASE + "\\n")),
                            "\0%s\0")));

    /** What it tells pages and what it tells people; what only embeds its engine has other names. */
    private static final Classifier CHROME = Servers.server(
            "chrome",
            "google",
            "(?:chrome|chromium|chrome-headless-shell|headless_shell)",
            new Literal("Chrome/", Pattern.compile("(\\d{2,3}\\.\\d\\.\\d{3,5}\\.\\d{1,4})\\x00")),
            version -> List.of(Twice.alone(version)));

    /** It tells its own version in one text; the next one asks the library. */
    private static final Classifier XZ = Servers.server(
            "xz",
            "tukaani",
            "xz",
            new Literal("xz (XZ Utils) ", Pattern.compile("(\\d\\.\\d{1,2}\\.\\d{1,2}(?:alpha|beta)?)[\\n\\x00]")),
            _ -> List.of("\0liblzma %s\n\0"));

    /** The version is right before the name; where another compiler put it behind, one text alone tells it. */
    private static final Classifier ZSTD = new Classifier(
            "zstd",
            "facebook",
            "zstandard",
            Optional.empty(),
            List.of(new Classifier.Program(
                    "**/zstd",
                    Pattern.compile(Classifiers.IN + "(?:bin/)?zstd"),
                    _ -> new Literal("Zstandard CLI", Pattern.compile("\\x00v" + Literal.RELEASE + "\\x00")),
                    Optional.empty(),
                    Optional.of(Twice.before(Pattern.compile('v' + Literal.RELEASE), "Zstandard CLI\0")))));

    /** All of them. */
    static final List<Classifier> ALL = List.of(
            CURL,
            BUN,
            DENO,
            FFMPEG,
            BASH,
            IRSSI,
            GIT,
            SUDO,
            LUA,
            IMAGE_MAGICK,
            GHOSTSCRIPT,
            TCPDUMP,
            SQLITE,
            JQ,
            QT,
            CHROME,
            XZ,
            ZSTD);

    private Tools() {}

    /** Code that returns the number of a version: {@code mov eax, n; ret}, and {@code mov w0, n; movk w0, n, lsl 16; ret}. */
    private static List<String> sqliteNumbers(String version) {
        String[] parts = version.split("\\.", -1);
        int number =
                (Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1])) * 1000 + Integer.parseInt(parts[2]);
        return List.of(
                "\u00b8" + word(number) + "\u00c3",
                word(0x52800000 | (number & 0xffff) << 5) + word(0x72a00000 | number >>> 16 << 5) + word(0xd65f03c0));
    }

    /** Four bytes, the lowest first. */
    private static String word(int bits) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bits)
                .array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** @param others formats of texts of which each has the version in another form */
    private static Classifier.Program program(String shown, String below, Literal first, String... others) {
        return of(
                shown,
                below,
                first,
                version -> List.of(others).stream()
                        .map(text -> text.formatted(version))
                        .toList());
    }

    private static Classifier.Program of(
            String shown, String below, Literal first, Function<String, List<String>> others) {
        return new Classifier.Program(
                "**/" + shown,
                Pattern.compile(Classifiers.IN + below),
                _ -> first,
                Optional.empty(),
                Optional.of(Twice.of(first, others)));
    }
}
