package io.tidewaiter.catalog.layer;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.PackageTypes;
import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Facts as bytes. */
final class FactCodec {
    private static final int FACTS_MAX = 5_000_000;
    private static final int PATHS_MAX = 10_000_000;
    private static final int FIELDS_MAX = 10_000;
    private static final int TEXT_BYTES_MAX = 1 << 20;
    private static final int CHANNELS_MAX = 1_000;
    private static final int CHANNEL_BYTES_MAX = 1_000;
    private static final int DIGESTS_MAX = 8;
    private static final int DIGEST_CHARS_MAX = 128;

    private FactCodec() {}

    static void write(FileFacts facts, FactsWriter out) throws IOException {
        out.text(facts.cataloger());
        out.number(facts.facts().size());
        for (Fact fact : facts.facts()) {
            write(fact, out);
        }
    }

    private static void write(Fact fact, FactsWriter out) throws IOException {
        switch (fact) {
            case Fact.InstalledFact installed -> {
                out.number(1);
                out.texts(List.of(
                        installed.type(),
                        installed.namespace(),
                        installed.name(),
                        installed.version(),
                        installed.sourceName(),
                        installed.sourceVersion(),
                        installed.architecture(),
                        installed.inner()));
                write(installed.qualifiers(), out);
                write(installed.attributes(), out);
            }
            case Fact.OwnedFact owned -> {
                out.number(2);
                out.text(owned.packageName());
                out.texts(owned.paths());
                out.texts(owned.digests());
            }
            case Fact.DistributionFact distribution -> {
                out.number(3);
                write(distribution.fields(), out);
            }
            case Fact.OpenedFact opened -> {
                out.number(4);
                out.text(opened.what().name());
                out.number(opened.count());
            }
            case Fact.UnreadFact unread -> {
                out.number(5);
                out.text(unread.kind().name());
                out.text(unread.inner());
                out.text(unread.detail());
            }
            case Fact.ChannelFact(List<String> channels) -> {
                out.number(6);
                out.texts(channels);
            }
            case Fact.DigestFact(List<String> digests) -> {
                out.number(7);
                out.texts(digests);
            }
        }
    }

    private static void write(SortedMap<String, String> fields, FactsWriter out) throws IOException {
        List<String> texts = new ArrayList<>();
        fields.forEach((key, value) -> {
            texts.add(key);
            texts.add(value);
        });
        out.texts(texts);
    }

    static FileFacts read(FactsReader in) throws IOException {
        String cataloger = in.text(100);
        int count = in.number(FACTS_MAX);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            facts.add(fact(in));
        }
        return new FileFacts(cataloger, facts);
    }

    private static Fact fact(FactsReader in) throws IOException {
        in.object();
        int tag = in.number(7);
        return switch (tag) {
            case 1 -> installed(in);
            case 2 -> owned(in);
            case 3 -> new Fact.DistributionFact(fields(in));
            case 4 -> new Fact.OpenedFact(one(Fact.Opened.class, in), in.number(Integer.MAX_VALUE));
            case 5 ->
                new Fact.UnreadFact(one(CoverageFact.Kind.class, in), in.text(TEXT_BYTES_MAX), in.text(TEXT_BYTES_MAX));
            case 6 -> new Fact.ChannelFact(in.texts(CHANNELS_MAX, CHANNEL_BYTES_MAX));
            case 7 -> new Fact.DigestFact(in.texts(DIGESTS_MAX, DIGEST_CHARS_MAX));
            default -> throw new FactsException("a fact is of kind " + tag);
        };
    }

    private static Fact owned(FactsReader in) throws IOException {
        String owner = in.text(TEXT_BYTES_MAX);
        List<String> paths = in.texts(PATHS_MAX, TEXT_BYTES_MAX);
        List<String> digests = in.texts(PATHS_MAX, DIGEST_CHARS_MAX);
        if (!digests.isEmpty() && digests.size() != paths.size()) {
            throw new FactsException("there are " + digests.size() + " digests of " + paths.size() + " paths");
        }
        return new Fact.OwnedFact(owner, paths, digests);
    }

    static <T extends Enum<T>> T one(Class<T> type, FactsReader in) throws IOException {
        String name = in.text(100);
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new FactsException("there is no such " + type.getSimpleName(), e);
        }
    }

    private static Fact installed(FactsReader in) throws IOException {
        List<String> texts = in.texts(8, TEXT_BYTES_MAX);
        if (texts.size() != 8
                || !PackageTypes.isKnown(texts.get(0))
                || texts.get(2).isEmpty()) {
            throw new FactsException("a package without a name or of a type that no cataloger has");
        }
        return new Fact.InstalledFact(
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                texts.get(4),
                texts.get(5),
                texts.get(6),
                fields(in),
                texts.get(7),
                fields(in));
    }

    private static SortedMap<String, String> fields(FactsReader in) throws IOException {
        List<String> texts = in.texts(FIELDS_MAX, TEXT_BYTES_MAX);
        if (texts.size() % 2 != 0) {
            throw new FactsException("a field without a value");
        }
        SortedMap<String, String> fields = new TreeMap<>();
        for (int i = 0; i < texts.size(); i += 2) {
            fields.put(texts.get(i), texts.get(i + 1));
        }
        return fields;
    }
}
