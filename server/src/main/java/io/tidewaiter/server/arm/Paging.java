package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One page of a list (Azure wire reference 1.4).
 *
 * <p>The skip token is the key of the last item, so a page is the same page however the list grows before it, and no
 * state is kept for a reader who never comes back. It says of which list it is: another's key would leave out items.
 */
public final class Paging {
    /** Items of a page. */
    public static final int ITEMS_MAX = 100;

    /** Items of a page of small resources. */
    public static final int LIST_MAX = 1_000;

    private static final String FORM = "2,"; // of the token, should it ever change

    private Paging() {}

    /** The key after which the page starts, empty for the first; absent where the token is not one of ours. */
    public static Optional<String> after(ArmRequest request) {
        String token = request.parameter("$skipToken")
                .or(() -> request.parameter("skipToken"))
                .orElse("");
        if (token.isEmpty()) {
            return Optional.of("");
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            String own = beginning(request);
            return text.startsWith(own) ? Optional.of(text.substring(own.length())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not base64, so not ours
        }
    }

    /** 400 for a token that is not one of ours. */
    public static Answer badToken() {
        return Answer.error(
                400, "InvalidSkipToken", "The $skipToken is not one that this list gave; start without it.");
    }

    /** A page of a list that is at hand: what follows the token, by key; {@code $top} is the size of a page. */
    public static <T> Answer over(
            ArmRequest request, List<T> all, Function<T, String> key, Function<T, ? extends JsonNode> json) {
        Optional<String> after = after(request);
        if (after.isEmpty()) {
            return badToken();
        }
        OptionalInt top = top(request);
        if (top.isEmpty()) {
            return badTop();
        }
        int max = top.getAsInt();
        boolean whole = after.get().isEmpty() && all.size() <= max;
        List<T> rest = whole
                ? all
                : all.stream()
                        .filter(item -> key.apply(item).compareTo(after.get()) > 0)
                        .sorted(Comparator.comparing(key))
                        .limit(max + 1L)
                        .toList();
        boolean more = rest.size() > max;
        List<T> page = more ? rest.subList(0, max) : rest;
        return of(
                request,
                page.stream().map(json).toList(),
                more ? Optional.of(key.apply(page.getLast())) : Optional.empty());
    }

    /** {@code $top}, up to {@link #LIST_MAX}, which it is where nobody says; empty where it is not a positive number. */
    public static OptionalInt top(ArmRequest request) {
        String top = request.parameter("$top").orElse(String.valueOf(LIST_MAX));
        return top.matches("[1-9]\\d{0,8}")
                ? OptionalInt.of(Math.min(Integer.parseInt(top), LIST_MAX))
                : OptionalInt.empty();
    }

    /** 400 for a {@code $top} that is no number of items. */
    public static Answer badTop() {
        return Answer.error(400, "InvalidTopParameter", "The query parameter $top is a whole number from 1 on.");
    }

    /** A whole list. */
    public static Answer all(List<? extends JsonNode> items) {
        return Answer.ok(value(items));
    }

    /** A page, with a link to the next where there is one; {@code next} is the key of the last item, or empty. */
    public static Answer of(ArmRequest request, List<? extends JsonNode> items, Optional<String> next) {
        ObjectNode body = value(items);
        next.ifPresent(key -> body.put(
                "nextLink",
                request.url() + encodedPath(request) + "?api-version=" + encoded(request.apiVersion())
                        + kept(request, List.of("$filter", "$expand", "$top", "asof"))
                        + "&$skipToken="
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString((beginning(request) + key).getBytes(StandardCharsets.UTF_8))));
        return Answer.ok(body);
    }

    /** What every token of a list begins with. */
    private static String beginning(ArmRequest request) {
        String list = encodedPath(request).toLowerCase(Locale.ROOT) + kept(request, List.of("$filter", "asof"));
        return FORM + Integer.toHexString(list.hashCode()) + ",";
    }

    /** What was asked beside version and place goes with the link: the caller follows it as it is. */
    private static String kept(ArmRequest request, List<String> names) {
        StringBuilder kept = new StringBuilder();
        for (String name : names) {
            request.parameter(name)
                    .ifPresent(
                            value -> kept.append('&').append(name).append('=').append(encoded(value)));
        }
        return kept.toString();
    }

    private static ObjectNode value(List<? extends JsonNode> items) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("value").addAll(items);
        return body;
    }

    private static String encodedPath(ArmRequest request) {
        StringBuilder path = new StringBuilder();
        request.path().segments().forEach(s -> path.append('/').append(encoded(s)));
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
