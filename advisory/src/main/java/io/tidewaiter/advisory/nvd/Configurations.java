package io.tidewaiter.advisory.nvd;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.cve.OracleJava;
import io.tidewaiter.advisory.cve.Platforms;
import io.tidewaiter.advisory.cve.Products;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Successors;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.cve.CveRecord;
import io.tidewaiter.vuln.nvd.Cpe;
import io.tidewaiter.vuln.nvd.NvdCve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the configurations of a CVE say of programs that the catalog proves ({@link Products}). A configuration holds where
 * all of its nodes do, or any of them, as its operator says, a node likewise by its names. What else has to be there is
 * Linux, which holds for every such program; another system, so that none of them is affected; or anything else, of which
 * nobody can tell from the program alone.
 */
final class Configurations {
    private static final String ANY = "*";
    private static final String NONE = "-";
    private static final String ALWAYS = "";
    /** How the edition begins of Oracle's JDK 8 with the virtual machine of 17. */
    private static final String PERFORMANCE_PACK = "enterprise_performance";

    private static final String NEGATED = "nothing that a negated configuration names";

    private Configurations() {}

    /** One program under one condition. */
    private record Group(Products.Known program, String condition) {}

    /** A statement for each program and condition. */
    static List<Statement> statements(NvdCve cve, Consumer<String> refused) {
        Map<Group, List<NvdCve.Product>> groups = new LinkedHashMap<>();
        for (NvdCve.Configuration configuration : cve.configurations()) {
            for (NvdCve.Node node : configuration.nodes()) {
                for (NvdCve.Product product : node.products()) {
                    for (Products.Known known : programs(cve, product)) {
                        condition(configuration, node, product)
                                .ifPresent(condition -> groups.computeIfAbsent(
                                                new Group(known, condition), _ -> new ArrayList<>())
                                        .add(product));
                    }
                }
            }
        }
        List<Statement> statements = new ArrayList<>();
        groups.forEach((group, products) -> statements.addAll(statements(group, products, refused)));
        return statements;
    }

    private static List<Products.Known> programs(NvdCve cve, NvdCve.Product product) {
        return product.isVulnerable()
                ? Products.of(product.name()).stream()
                        .filter(program -> !OracleJava.isElsewhere(program.name(), cve.description()))
                        .toList()
                : List.of();
    }

    private static List<Statement> statements(Group group, List<NvdCve.Product> products, Consumer<String> refused) {
        Products.Known program = group.program();
        Optional<VersionScheme> scheme = VersionSchemes.of(program.ecosystem());
        if (scheme.isEmpty()) {
            refused.accept("the versions of " + program.name() + " have no order");
            return List.of();
        }
        List<CveRecord.Version> versions = new ArrayList<>();
        for (NvdCve.Product product : products) {
            version(product, scheme.get(), refused).ifPresent(versions::add);
        }
        Scope scope = group.condition().equals(ALWAYS) ? Scope.ANY : Scope.ANY.with(group.condition());
        return Products.statements(program, versions, scheme.get(), scope, refused);
    }

    /** What has to be there beside the product; empty where that is never there. */
    private static Optional<String> condition(
            NvdCve.Configuration configuration, NvdCve.Node node, NvdCve.Product product) {
        List<String> conditions = new ArrayList<>();
        String software = product.name().targetSoftware();
        if (!software.equals(ANY) && !software.equals(NONE)) {
            conditions.add(software.startsWith("linux") ? ALWAYS : Platforms.isOtherSystem(software) ? NONE : software);
        }
        if (node.isNegated()) {
            conditions.add(NEGATED);
        } else if (node.isAll()) {
            node.products().stream()
                    .filter(other -> !other.equals(product))
                    .forEach(other -> conditions.add(condition(other)));
        }
        if (configuration.isAll()) {
            configuration.nodes().stream()
                    .filter(other -> !other.equals(node))
                    .forEach(other -> conditions.add(condition(other)));
        }
        return conditions.contains(NONE)
                ? Optional.empty()
                : Optional.of(conditions.stream()
                        .filter(one -> !one.equals(ALWAYS))
                        .findFirst()
                        .orElse(ALWAYS));
    }

    private static String condition(NvdCve.Node node) {
        List<String> conditions = node.products().stream()
                .map(Configurations::condition)
                .distinct()
                .toList();
        if (conditions.isEmpty() || node.isNegated()) {
            return node.isNegated() ? NEGATED : "something that cannot be read";
        }
        String decisive = node.isAll() ? NONE : ALWAYS;
        if (conditions.contains(decisive)) {
            return decisive;
        }
        return conditions.stream()
                .filter(one -> !one.equals(ALWAYS) && !one.equals(NONE))
                .findFirst()
                .orElse(conditions.getFirst());
    }

    private static String condition(NvdCve.Product product) {
        Cpe name = product.name();
        boolean isOfAnyVersion = (name.version().equals(ANY) || name.version().equals(NONE))
                && product.from().version().isEmpty()
                && product.to().version().isEmpty();
        if (name.part().equals("o") && name.named().equals("linux:linux_kernel") && isOfAnyVersion) {
            return ALWAYS;
        }
        return name.part().equals("o") && Platforms.isOtherSystem(name.product()) ? NONE : name.named();
    }

    /** Empty where the name has no version, or one that is none of the program's order and so equals no other. */
    private static Optional<CveRecord.Version> version(
            NvdCve.Product product, VersionScheme scheme, Consumer<String> refused) {
        String to = product.to().version();
        String from = product.from().version();
        String named = product.name().version();
        boolean isNamed = !named.equals(ANY) && from.isEmpty() && to.isEmpty();
        if (isNamed) {
            String exact = updated(named, product.name(), scheme);
            if (!scheme.reads(exact)) {
                if (!named.equals(NONE)) {
                    refused.accept("a version that is none in " + scheme.name() + " order: " + exact);
                }
                return Optional.empty();
            }
            return Optional.of(new CveRecord.Version(exact, "affected", "", "", "", List.of()));
        }
        String end = product.to().isIncluded() && named.equals(ANY) ? updated(to, product.name(), scheme) : to;
        String first = product.from().isIncluded() ? from : Successors.behind(from, to, scheme);
        boolean isClosed = !to.isEmpty() && product.to().isIncluded();
        return Optional.of(new CveRecord.Version(
                first.isEmpty() ? "0" : first,
                "affected",
                isClosed ? "" : to.isEmpty() ? ANY : to,
                isClosed ? end : "",
                "",
                List.of()));
    }

    /**
     * With the update and the edition of the name, {@code 1.7.0-update21}; older names have the last update of a range so.
     * A letter is a part of the numbers where the program has it there: {@code 1.3.5b}.
     */
    private static String updated(String version, Cpe name, VersionScheme scheme) {
        String update = name.update();
        String edition = name.softwareEdition().startsWith(PERFORMANCE_PACK) ? OracleJava.PERFORMANCE_PACK : "";
        if (update.equals(ANY) || update.equals(NONE)) {
            return version + edition;
        }
        boolean isLetter = update.length() == 1 && Character.isLetter(update.charAt(0));
        return version + (isLetter && scheme.reads(version + update) ? "" : "-") + update + edition;
    }
}
