package io.tidewaiter.advisory;

import io.tidewaiter.vuln.CvssScore;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The form of the enrichment table: sorted eight-byte keys, offsets, and records of a few bytes whose vectors and
 * sources are numbers into a pool of texts, because a few thousand vectors serve all CVEs.
 */
public final class CveTable {
    private static final int NUMBER_BITS = 40;
    private static final double EPSS_UNIT = 100_000;
    private static final int KEV = 1;
    private static final int EPSS = 2;
    private static final int WEAK = 4;

    private CveTable() {}

    /** The key of {@code CVE-2024-12345}; empty where the text is no CVE id. Keys are in the order of the ids. */
    public static OptionalLong key(String cve) {
        int dash = cve.indexOf('-', 4);
        if (!cve.startsWith("CVE-") || dash != 8) {
            return OptionalLong.empty();
        }
        long year = digits(cve, 4, 8);
        long number = digits(cve, 9, cve.length());
        return year < 0 || number < 0 ? OptionalLong.empty() : OptionalLong.of(year << NUMBER_BITS | number);
    }

    /** The id of a key; a number has four digits at least. */
    static String id(long key) {
        long number = key & ((1L << NUMBER_BITS) - 1);
        String digits = Long.toString(number);
        return "CVE-" + (key >>> NUMBER_BITS) + "-" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static long digits(String text, int from, int to) {
        if (from >= to || to - from > 10) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The distinct texts of the enrichments, sorted. */
    public static List<String> pool(Iterable<Enrichment> all) {
        NavigableSet<String> texts = new TreeSet<>();
        for (Enrichment one : all) {
            for (CvssScore score : one.scores()) {
                texts.add(score.vector());
                texts.add(score.source());
            }
        }
        return List.copyOf(texts);
    }

    /** The place of every text of a pool. */
    public static NavigableMap<String, Integer> places(List<String> pool) {
        NavigableMap<String, Integer> places = new TreeMap<>();
        for (String text : pool) {
            places.put(text, places.size());
        }
        return places;
    }

    /** Appends one record. */
    public static void write(Enrichment one, Map<String, Integer> places, ByteWriter out) {
        boolean hasEpss = one.epssProbability() >= 0;
        out.number((one.knownExploited() ? KEV : 0)
                | (hasEpss ? EPSS : 0)
                | (one.weaknesses().isEmpty() ? 0 : WEAK));
        if (hasEpss) {
            out.number(Math.round(one.epssProbability() * EPSS_UNIT));
        }
        out.number(one.scores().size());
        for (CvssScore score : one.scores()) {
            out.number(ScoreCodec.version(score.version())).number(ScoreCodec.tenths(score));
            out.number(place(places, score.vector())).number(place(places, score.source()));
        }
        if (!one.weaknesses().isEmpty()) {
            ScoreCodec.writeWeaknesses(one.weaknesses(), out);
        }
    }

    private static int place(Map<String, Integer> places, String text) {
        Integer place = places.get(text);
        if (place == null) {
            throw new IllegalArgumentException("not in the pool: " + text);
        }
        return place;
    }

    static Enrichment read(ByteReader in, Pool pool) {
        int flags = in.below(8);
        double epss = (flags & EPSS) == 0 ? -1 : in.below((int) EPSS_UNIT + 1) / EPSS_UNIT;
        List<CvssScore> scores = in.list(each -> score(each, pool));
        List<String> weaknesses = (flags & WEAK) == 0 ? List.of() : ScoreCodec.readWeaknesses(in);
        return new Enrichment((flags & KEV) != 0, epss, scores, weaknesses);
    }

    private static CvssScore score(ByteReader in, Pool pool) {
        String version = ScoreCodec.version(in.below(ScoreCodec.versions()));
        double score = in.below(101) / 10.0;
        String vector = pool.text(in.number());
        return new CvssScore(version, vector, score, pool.text(in.number()));
    }

    /** The texts that records refer to. */
    interface Pool {
        String text(long place);
    }
}
