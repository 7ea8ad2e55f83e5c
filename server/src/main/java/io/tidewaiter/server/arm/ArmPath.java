package io.tidewaiter.server.arm;

import io.tidewaiter.server.role.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An ARM path taken apart (Azure wire reference 1.1): a scope and, below it, types and names in turn.
 *
 * @param scope what the provider's resource hangs on; for a subscription or resource group its parent
 * @param namespace for example {@code Microsoft.Security}, as written
 * @param types outermost first, as written
 * @param names of the types; one fewer than types where the path is a collection (or an action)
 * @param segments the whole path
 */
public record ArmPath(Scope scope, String namespace, List<String> types, List<String> names, List<String> segments) {
    private static final int PATH_CHARS_MAX = 8_192;
    private static final int SEGMENTS_MAX = 64;
    private static final String CORE = "Microsoft.Resources";
    /** The types that ARM itself answers for, and how they are named as a type of a provider. */
    private static final Map<String, String> CORE_TYPES = Map.of(
            "tenants", "tenants",
            "subscriptions", "subscriptions",
            "resourcegroups", "resourceGroups",
            "resources", "resources",
            "providers", "providers",
            "locations", "locations");

    public ArmPath {
        types = List.copyOf(types);
        names = List.copyOf(names);
        segments = List.copyOf(segments);
    }

    /**
     * Reads a raw request path. Slashes may be doubled, trailing or written {@code %2F}; every segment is decoded
     * exactly once. Empty where it is no ARM path.
     */
    public static Optional<ArmPath> parse(String rawPath) {
        if (rawPath.length() > PATH_CHARS_MAX) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/")) {
            Optional<String> decoded = decoded(raw);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            Arrays.stream(decoded.get().split("/")).filter(s -> !s.isEmpty()).forEach(segments::add);
        }
        boolean sound = !segments.isEmpty()
                && segments.size() <= SEGMENTS_MAX
                && segments.stream().noneMatch(s -> s.equals(".") || s.equals(".."));
        return sound ? ofSegments(segments) : Optional.empty();
    }

    /** What an id names; empty where it is no ARM path. */
    public static Optional<ArmPath> of(Scope id) {
        return id.segments().isEmpty() ? Optional.empty() : ofSegments(id.segments());
    }

    /** Namespace and types in lower case: {@code microsoft.security/assessments/subassessments}. */
    public String typeKey() {
        return (namespace + "/" + String.join("/", types)).toLowerCase(Locale.ROOT);
    }

    /** Whether the path ends in a name. */
    public boolean isItem() {
        return names.size() == types.size();
    }

    /** The name of the innermost type, for a path that {@link #isItem()}. */
    public String name() {
        return names.getLast();
    }

    /** The scope of the whole path. */
    public Scope whole() {
        return new Scope(segments);
    }

    /** Where a right is needed: the resource itself; for a collection what it hangs on. */
    public Scope protectedScope() {
        if (isItem()) {
            return whole();
        }
        return names.isEmpty() ? scope : new Scope(segments.subList(0, segments.size() - 1));
    }

    private static Optional<ArmPath> ofSegments(List<String> all) {
        String first = all.getFirst().toLowerCase(Locale.ROOT);
        int at = 0;
        if (first.equals("subscriptions")) {
            at = Math.min(2, all.size());
            if (all.size() > 2 && all.get(2).equalsIgnoreCase("resourceGroups")) {
                at = Math.min(4, all.size());
            }
        } else if (!first.equals("providers") && !first.equals("tenants")) {
            return Optional.empty();
        }
        if (at == all.size()) {
            return Optional.of(container(all));
        }
        return provider(all, at);
    }

    /** A subscription, a resource group, or a list of them. */
    private static ArmPath container(List<String> all) {
        boolean group = all.size() > 2;
        List<String> types = group ? List.of("subscriptions", "resourceGroups") : List.of("subscriptions");
        List<String> names = new ArrayList<>();
        for (int i = 1; i < all.size(); i += 2) {
            names.add(all.get(i));
        }
        return new ArmPath(Scope.TENANT, CORE, types, names, all);
    }

    private static Optional<ArmPath> provider(List<String> all, int start) {
        int at = start;
        while (at < all.size() && all.get(at).equalsIgnoreCase("providers") && all.size() > at + 2) {
            Scope scope = new Scope(all.subList(0, at));
            String namespace = all.get(at + 1);
            if (namespace.equalsIgnoreCase(CORE) && !isOfProvider(all, at + 2)) {
                return Optional.empty(); // what ARM answers for itself has its own paths
            }
            List<String> types = new ArrayList<>();
            List<String> names = new ArrayList<>();
            at += 2;
            while (at < all.size() && !(all.get(at).equalsIgnoreCase("providers") && !types.isEmpty())) {
                types.add(all.get(at++));
                if (at < all.size()) {
                    names.add(all.get(at++));
                }
            }
            if (at == all.size()) {
                return Optional.of(new ArmPath(scope, namespace, types, names, all));
            }
        }
        return core(all, at);
    }

    /** {@code register} and {@code operations}, which every provider has. */
    private static boolean isOfProvider(List<String> all, int at) {
        return at == all.size() - 1
                && (all.get(at).equalsIgnoreCase("register") || all.get(at).equalsIgnoreCase("operations"));
    }

    /** What ARM answers for itself below a scope: {@code /tenants}, {@code …/providers[/ns]}, {@code …/resources}. */
    private static Optional<ArmPath> core(List<String> all, int at) {
        String word = at < all.size() ? all.get(at).toLowerCase(Locale.ROOT) : "";
        Scope scope = new Scope(all.subList(0, at));
        List<String> names = all.subList(Math.min(at + 1, all.size()), all.size());
        String type = CORE_TYPES.get(word);
        return type != null && names.size() <= 1
                ? Optional.of(new ArmPath(scope, CORE, List.of(type), names, all))
                : Optional.empty();
    }

    private static Optional<String> decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return clean(raw);
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                return Optional.empty();
            }
        }
        try {
            return clean(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty(); // not UTF-8: no name of ours
        }
    }

    private static Optional<String> clean(String segment) {
        return segment.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')
                ? Optional.empty()
                : Optional.of(segment);
    }
}
