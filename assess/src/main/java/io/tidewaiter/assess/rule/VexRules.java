package io.tidewaiter.assess.rule;

import io.tidewaiter.assess.vex.VexDocument;
import io.tidewaiter.assess.vex.VexStatement;
import io.tidewaiter.version.Purl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that a VEX document comes to. A statement speaks for what it names and for nothing else: a product that is
 * neither a package url nor a digest, or an image named only by a tag, hides nothing.
 */
public final class VexRules {
    private static final String NOT_TRUSTED = " (attached to the image; counts when somebody approves it)";
    private static final Set<String> IMAGE_TYPES = Set.of("oci", "docker");

    private VexRules() {}

    /** Whose document it is, and where it holds. */
    public record Origin(String id, String name, String scope) {
        public Origin {
            scope = scope.toLowerCase(Locale.ROOT);
        }
    }

    /** The rules; of two statements on one vulnerability in one product the later one counts. */
    public static List<Rule> of(Origin origin, VexDocument document) {
        record Key(Set<String> ids, VexStatement.Product product) {}
        Map<Key, Rule> rules = new LinkedHashMap<>();
        for (VexStatement statement : document.statements()) {
            Set<String> ids = new HashSet<>();
            statement.ids().forEach(id -> ids.add(id.toUpperCase(Locale.ROOT)));
            if (ids.isEmpty()) {
                continue;
            }
            for (VexStatement.Product product : statement.products()) {
                target(product).ifPresent(target -> {
                    Key key = new Key(ids, product);
                    rules.remove(key);
                    rules.put(key, rule(origin, statement, conditions(ids, target)));
                });
            }
        }
        return new ArrayList<>(rules.values());
    }

    /**
     * What a document hangs on in its registry.
     *
     * @param subject the digest of the manifest that it hangs on
     * @param images the image of that digest, or those of the index
     * @param isTrusted whether it hides; else what it says is told beside the finding
     */
    public record Attachment(String repository, String subject, Set<String> images, boolean isTrusted) {
        public Attachment {
            images = Set.copyOf(images);
        }
    }

    /** The rules that an attached document comes to: whatever it says, it speaks only for what it hangs on. */
    public static List<Rule> attached(Origin origin, Attachment to, VexDocument document) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : of(origin, document)) {
            RuleConditions said = rule.conditions();
            Set<String> images = new HashSet<>(to.images());
            if (!said.digests().isEmpty() && !said.digests().contains(to.subject())) {
                images.retainAll(said.digests());
            }
            boolean isHere = said.repositories().isEmpty()
                    || said.repositories().stream().anyMatch(glob -> glob.matches(to.repository()));
            if (images.isEmpty() || !isHere) {
                continue;
            }
            rules.add(new Rule(
                    rule.id(),
                    rule.name(),
                    rule.scope(),
                    rule.cause(),
                    to.isTrusted() ? rule.reason() : (rule.reason() + NOT_TRUSTED).strip(),
                    rule.hides() && to.isTrusted(),
                    null,
                    new RuleConditions(
                            said.ids(),
                            Set.of(),
                            0,
                            null,
                            Set.of(),
                            said.packages(),
                            images,
                            List.of(new Glob(to.repository())),
                            Set.of(),
                            Set.of())));
        }
        return rules;
    }

    private static Rule rule(Origin origin, VexStatement statement, RuleConditions conditions) {
        return new Rule(
                origin.id(),
                origin.name(),
                origin.scope(),
                statement.status().cause(),
                statement.reason(),
                statement.status().hides(),
                null,
                conditions);
    }

    /** An image by digest or by repositories, a package, or a package in an image. */
    private record Target(Set<String> digests, List<Glob> repositories, List<PackagePattern> packages) {}

    private static RuleConditions conditions(Set<String> ids, Target target) {
        return new RuleConditions(
                ids,
                Set.of(),
                0,
                null,
                Set.of(),
                target.packages(),
                target.digests(),
                target.repositories(),
                Set.of(),
                Set.of());
    }

    private static Optional<Target> target(VexStatement.Product product) {
        Optional<Purl> whole = Purl.parse(product.name());
        boolean isImage = whole.isPresent()
                ? IMAGE_TYPES.contains(whole.get().type())
                : digest(product.name()).isPresent();
        if (!isImage) {
            // A vulnerability in a part of a package is, in an image, one of that package.
            return whole.map(purl -> new Target(Set.of(), List.of(), List.of(pattern(purl))));
        }
        List<PackagePattern> packages = new ArrayList<>();
        if (!product.part().isEmpty()) {
            Optional<Purl> part = Purl.parse(product.part());
            if (part.isEmpty()) {
                return Optional.empty();
            }
            packages.add(pattern(part.get()));
        }
        Optional<String> digest = digest(whole.map(Purl::version).orElse(product.name()));
        if (digest.isPresent()) {
            return Optional.of(new Target(Set.of(digest.get()), List.of(), packages));
        }
        boolean isNoRepository = whole.isEmpty()
                || !whole.get().version().isEmpty()
                || whole.get().qualifiers().containsKey("tag")
                || product.name().indexOf('*') >= 0; // a name, never a pattern
        return isNoRepository
                ? Optional.empty()
                : Optional.of(new Target(Set.of(), repositories(whole.get()), packages));
    }

    private static PackagePattern pattern(Purl purl) {
        return new PackagePattern(new Glob(""), purl, VersionBounds.ANY);
    }

    private static Optional<String> digest(String text) {
        int at = text.indexOf("sha256:");
        boolean alone = at == 0 || (at > 0 && text.charAt(at - 1) == '@');
        return alone && text.substring(at + "sha256:".length()).matches("[0-9a-f]{64}")
                ? Optional.of(text.substring(at))
                : Optional.empty();
    }

    /** {@code pkg:oci/app?repository_url=host/team/app} is the repository team/app; without the address any app. */
    private static List<Glob> repositories(Purl purl) {
        String url = purl.qualifiers().getOrDefault("repository_url", "");
        int slash = url.indexOf('/');
        if (slash >= 0) {
            String path = url.substring(slash + 1);
            return List.of(new Glob(path), new Glob(path + "/" + purl.name()));
        }
        String name = purl.namespace().isEmpty() ? purl.name() : purl.namespace() + "/" + purl.name();
        return List.of(new Glob(name), new Glob("*/" + name));
    }
}
