package io.tidewaiter.advisory.cve;

import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Oracle's records of Java, in the forms that they have had. */
public final class OracleJava {
    /** Behind a release of JDK 8 with the virtual machine of 17, which Oracle alone builds: {@code 8u381-perf}. */
    public static final String PERFORMANCE_PACK = "-perf";

    private static final Set<String> VENDORS = Set.of("oracle corporation", "oracle");

    /** Products whose versions begin with the name of the one that is meant: {@code Oracle Java SE:8u411}. */
    private static final Set<String> FAMILIES = Set.of("java se jdk and jre", "java");

    /** Between the versions of one text. */
    private static final Pattern LIST = Pattern.compile("\\s*,\\s*(?:and\\s+)?|\\s+and\\s+");

    /** Without what it says more of the part: {@code JavaFX (WebKitGTK)}. */
    private static final Pattern COMPONENT =
            Pattern.compile("\\((?:sub)?component: ([^()]{1,80})[()]", Pattern.CASE_INSENSITIVE);

    /** Parts of Oracle's JDK that the OpenJDK has not. */
    private static final Set<String> OWN_PARTS =
            Set.of("javafx", "deployment", "install", "plugin", "java plug-in", "auto update", "java db");

    /** OpenJDK with another virtual machine. */
    private static final String OPENJ9 = "openj9/openjdk";

    private static final Set<String> OPEN = Set.of("openjdk", OPENJ9);

    private OracleJava() {}

    /**
     * The product by the names in its versions; the product itself where it is none of these. A name holds until the next
     * one, and one text may hold several of both, as records had them until 2020: {@code Java SE: 7u241, 8u231, 11.0.5}, or
     * {@code Java SE: 6u151} and {@code 7u141} and {@code 8u131; Java SE Embedded: 8u131}.
     */
    static List<CveRecord.Product> parts(CveRecord.Product product) {
        boolean isFamily = VENDORS.contains(product.vendor().strip().toLowerCase(Locale.ROOT))
                && FAMILIES.contains(product.name().strip().toLowerCase(Locale.ROOT))
                && product.versions().stream()
                        .anyMatch(version -> version.from().contains(":"));
        if (!isFamily) {
            return List.of(product);
        }
        Map<String, List<CveRecord.Version>> parts = new LinkedHashMap<>();
        String name = product.name();
        for (CveRecord.Version version : product.versions()) {
            for (String text : version.from().split(";", -1)) {
                int colon = text.indexOf(':');
                name = colon < 0 ? name : text.substring(0, colon).strip();
                for (String from : LIST.split(text.substring(colon + 1).strip(), -1)) {
                    parts.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(new CveRecord.Version(
                                    from,
                                    version.status(),
                                    version.below(),
                                    version.upTo(),
                                    version.type(),
                                    version.changes()));
                }
            }
        }
        List<CveRecord.Product> products = new ArrayList<>();
        parts.forEach((part, versions) -> products.add(new CveRecord.Product(
                product.vendor(), part, "", "", "", product.platforms(), product.defaultStatus(), versions)));
        return products;
    }

    /**
     * Whether the vulnerability is in a part that the program has not, by its description: {@code … product of Oracle Java
     * SE (component: JavaFX)} is not in the OpenJDK, one of Hotspot not where OpenJ9 is in its place.
     *
     * @param program name of its package
     */
    public static boolean isElsewhere(String program, String description) {
        Matcher component = COMPONENT.matcher(description);
        if (!OPEN.contains(program) || !component.find()) {
            return false;
        }
        String part = component.group(1).strip().toLowerCase(Locale.ROOT);
        return OWN_PARTS.contains(part) || (program.equals(OPENJ9) && part.equals("hotspot"));
    }
}
