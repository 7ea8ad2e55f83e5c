package io.tidewaiter.server.judge;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.resource.TidewaiterVersions;
import io.tidewaiter.store.MeterRecord;
import io.tidewaiter.store.State;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/usage}: what a subscription is charged for, one item for each month. An image digest is
 * charged once in a month in which it was scanned or pushed, however often and in however many repositories.
 */
public final class Usage {
    private static final String TYPE = "Tidewaiter.Security/usage";

    private final State state;
    private final PriceTable prices;

    /** @param dataFolder where {@code prices.tsv} lies, if there is one */
    public Usage(State state, Path dataFolder) {
        this.state = state;
        this.prices = PriceTable.read(dataFolder.resolve("prices.tsv"));
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, TidewaiterVersions.ALL).list(this::list).get(this::get),
                ArmType.of(TYPE + "/export", TidewaiterVersions.ALL).question(TYPE + "/read", this::export));
    }

    private Answer list(ArmRequest request) {
        return fault(request).orElseGet(() -> {
            List<ObjectNode> items = new ArrayList<>();
            byPeriod(request).forEach((period, records) -> items.add(json(request, period, records)));
            return Paging.all(items);
        });
    }

    private Answer get(ArmRequest request) {
        return fault(request)
                .orElseGet(() -> records(request, request.path().name())
                        .map(records -> Answer.ok(json(request, request.path().name(), records)))
                        .orElseGet(() -> Answer.notFound(request.path().whole().id())));
    }

    /** The records of a month as CSV (RFC 4180): one line for each digest. */
    private Answer export(ArmRequest request) {
        String period = request.path().names().getLast();
        return fault(request)
                .orElseGet(() -> records(request, period)
                        .map(records -> Answer.ok(JsonNodeFactory.instance
                                .objectNode()
                                .put("contentType", "text/csv")
                                .put("content", csv(period, records))))
                        .orElseGet(() ->
                                Answer.notFound(request.path().protectedScope().id())));
    }

    private static Optional<Answer> inSubscription(ArmRequest request) {
        return request.path().scope().segments().size() == 2
                ? Optional.empty()
                : Optional.of(Answer.invalid("Usage is charged per subscription."));
    }

    private Optional<Answer> fault(ArmRequest request) {
        return inSubscription(request)
                .or(() -> ScopeCheck.absent(state.resources(), request.path().scope()));
    }

    private Map<String, List<MeterRecord>> byPeriod(ArmRequest request) {
        Map<String, List<MeterRecord>> byPeriod = new TreeMap<>();
        state.images()
                .usage(request.subscriptionId())
                .forEach(record -> byPeriod.computeIfAbsent(record.period(), _ -> new ArrayList<>())
                        .add(record));
        return byPeriod;
    }

    private Optional<List<MeterRecord>> records(ArmRequest request, String period) {
        return Optional.ofNullable(byPeriod(request).get(period));
    }

    private ObjectNode json(ArmRequest request, String period, List<MeterRecord> records) {
        String id = request.path().scope().id() + "/providers/" + TYPE + "/" + period;
        ObjectNode json = Resources.of(id, period, TYPE);
        ObjectNode properties =
                json.putObject("properties").put("period", period).put("images", records.size());
        prices.of(period)
                .ifPresent(price -> properties
                        .put("pricePerImage", price.amount().toPlainString())
                        .put(
                                "amount",
                                price.amount()
                                        .multiply(BigDecimal.valueOf(records.size()))
                                        .toPlainString())
                        .put("currency", price.currency()));
        ObjectNode registries = properties.putObject("imagesByRegistry");
        Map<String, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.registryId(), 1, Integer::sum));
        counts.forEach(registries::put);
        return json;
    }

    private String csv(String period, List<MeterRecord> records) {
        Optional<PriceTable.Price> price = prices.of(period);
        StringBuilder text =
                new StringBuilder("period,subscription,digest,registry,repository,meteredAt,price,currency\r\n");
        for (MeterRecord record : records) {
            text.append(String.join(
                            ",",
                            record.period(),
                            record.subscriptionId(),
                            record.digest(),
                            quoted(record.registryId()),
                            quoted(record.repository()),
                            record.meteredAt().toString(),
                            price.map(p -> p.amount().toPlainString()).orElse(""),
                            price.map(PriceTable.Price::currency).orElse("")))
                    .append("\r\n");
        }
        return text.toString();
    }

    /** Quoted, and never a formula: what begins as one gets an apostrophe before it. */
    private static String quoted(String text) {
        String tame = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return '"' + tame.replace("\"", "\"\"") + '"';
    }
}
