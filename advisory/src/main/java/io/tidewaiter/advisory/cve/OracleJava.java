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
    private static final Set<String> VENDORS = Set.of("oracle corporation", "oracle");

    /** Products whose versions begin with the name of the one that is meant: {@code Oracle Java SE:8u411}. */
    private static final Set<String> FAMILIES = Set.of("java se jdk and jre", "java");

    private static final Pattern COMPONENT =
            Pattern.compile("\\((?:sub)?component: ([^)]{1,80})\\)", Pattern.CASE_INSENSITIVE);

    /** Parts of Oracle's JDK that the OpenJDK has not. */
    private static final Set<String> OWN_PARTS = Set.of(
            "javafx", "deployment", "install", "plugin", "java plug-in", "auto update", "java db", "jaxp (javafx)");

    private OracleJava() {}

    /** The product by the names in its versions; the product itself where it is none of these. */
    static List<CveRecord.Product> parts(CveRecord.Product product) {
        boolean isFamily = VENDORS.contains(product.vendor().strip().toLowerCase(Locale.ROOT))
                && FAMILIES.contains(product.name().strip().toLowerCase(Locale.ROOT))
                && product.versions().stream()
                        .anyMatch(version -> version.from().contains(":"));
        if (!isFamily) {
            return List.of(product);
        }
        Map<String, List<CveRecord.Version>> parts = new LinkedHashMap<>();
        for (CveRecord.Version version : product.versions()) {
            int colon = version.from().indexOf(':');
            String name = colon < 0
                    ? product.name()
                    : version.from().substring(0, colon).strip();
            parts.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new CveRecord.Version(
                            version.from().substring(colon + 1).strip(),
                            version.status(),
                            version.below(),
                            version.upTo(),
                            version.type(),
                            version.changes()));
        }
        List<CveRecord.Product> products = new ArrayList<>();
        parts.forEach((name, versions) -> products.add(new CveRecord.Product(
                product.vendor(), name, "", "", "", product.platforms(), product.defaultStatus(), versions)));
        return products;
    }

    /**
     * Whether the vulnerability is in a part of Oracle's JDK that the OpenJDK has not, by its description: {@code … product
     * of Oracle Java SE (component: JavaFX)}.
     */
    public static boolean isOfOwnPart(String description) {
        Matcher component = COMPONENT.matcher(description);
        return component.find() && OWN_PARTS.contains(component.group(1).strip().toLowerCase(Locale.ROOT));
    }
}
