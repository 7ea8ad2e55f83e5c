package io.tidewaiter.catalog.javaruntime;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.LineFields;
import io.tidewaiter.catalog.text.Skipped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runtimes of Java that no package brought: the {@code release} file in their folder. */
public final class JavaRuntimeCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final Set<String> FIELDS = Set.of(
            "java_version",
            "java_runtime_version",
            "implementor",
            "graalvm_version",
            "build_type",
            "jvm_variant",
            "source");
    private static final Pattern VERSION = Pattern.compile("\\d[0-9A-Za-z._+-]{0,100}");

    @Override
    public String name() {
        return "javaruntime";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Java runtimes", "generic", "JEP 223, the release file of a JDK")
                .reads(9, "**/release", "the version and the vendor of a JDK or JRE; folders that it owns");
    }

    @Override
    public List<String> endings() {
        return List.of("/release");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/release");
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Map<String, String> fields = LineFields.first(content, '=', FIELDS);
        if (!fields.containsKey("java_version")) {
            return; // somebody else's file of that name
        }
        String plain = field(fields, "java_version");
        String runtime = field(fields, "java_runtime_version");
        String version = VERSION.matcher(runtime).matches() ? runtime : plain;
        if (!VERSION.matcher(version).matches()) {
            Skipped.tell(1, "the release of a Java runtime", facts);
            return;
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        String vendor = field(fields, "implementor");
        if (!vendor.isBlank()) {
            attributes.put("vendor", vendor);
        }
        String graal = field(fields, "graalvm_version");
        String name = "openjdk";
        String namespace = "";
        if (!graal.isEmpty()) {
            name = isNumberedAsItsJdk(graal) ? "graalvm-for-jdk" : "graalvm";
            version = name.equals("graalvm") && VERSION.matcher(graal).matches() ? graal : version;
        } else if (field(fields, "build_type").equals("commercial")) {
            namespace = "oracle"; // its own numbers and its own bulletins
            name = "jdk";
        } else if (isOfOpenJ9(fields)) {
            namespace = "openj9"; // what is in Hotspot is not in it
        }
        facts.accept(new Fact.InstalledFact(
                "generic", namespace, name, version, "", "", "", new TreeMap<>(), "", attributes));
        facts.accept(new Fact.OwnedFact(
                name, List.of(file.folder() + "/bin/", file.folder() + "/lib/", file.folder() + "/jre/")));
    }

    private static String field(Map<String, String> fields, String name) {
        return LineFields.unquoted(fields.getOrDefault(name, ""));
    }

    /** Whether its virtual machine is OpenJ9, as builders write it, or as the sources that it was built from show. */
    private static boolean isOfOpenJ9(Map<String, String> fields) {
        return field(fields, "jvm_variant").equalsIgnoreCase("openj9")
                || field(fields, "source").contains("OpenJ9:");
    }

    /** GraalVM's releases have had the numbers of their JDK since 23.0, and are another product in Oracle's bulletins. */
    private static boolean isNumberedAsItsJdk(String graal) {
        int dot = graal.indexOf('.');
        String major = dot < 0 ? graal : graal.substring(0, dot);
        return major.matches("\\d{2,4}") && Integer.parseInt(major) >= 23;
    }
}
