package io.tidewaiter.advisory;

import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Weaknesses;
import java.util.List;

/** Lists of texts and of scores in the record form. */
final class ScoreCodec {
    private static final String[] VERSIONS = {"2.0", "3.0", "3.1", "4.0"};

    private ScoreCodec() {}

    static void writeTexts(List<String> texts, ByteWriter out) {
        out.number(texts.size());
        texts.forEach(out::text);
    }

    /** As {@link #readTexts}, where most of many are not looked at. */
    static List<String> readPacked(ByteReader in) {
        int count = in.count();
        return count == 0 ? List.of() : PackedTexts.read(in, count);
    }

    static List<String> readTexts(ByteReader in) {
        int count = in.count();
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(in.text());
            default -> {
                String[] texts = new String[count]; // as many as there are bytes at most
                for (int i = 0; i < count; i++) {
                    texts[i] = in.text();
                }
                yield List.of(texts);
            }
        };
    }

    static void skipTexts(ByteReader in) {
        for (int left = in.count(); left > 0; left--) {
            in.skipText();
        }
    }

    static void skip(ByteReader in) {
        for (int left = in.count(); left > 0; left--) {
            in.below(VERSIONS.length);
            in.below(101);
            in.skipText();
            in.skipText();
        }
    }

    static void write(List<CvssScore> scores, ByteWriter out) {
        out.number(scores.size());
        for (CvssScore score : scores) {
            out.number(version(score.version()))
                    .number(tenths(score))
                    .text(score.vector())
                    .text(score.source());
        }
    }

    static List<CvssScore> read(ByteReader in) {
        return in.list(ScoreCodec::score);
    }

    private static CvssScore score(ByteReader in) {
        String version = VERSIONS[in.below(VERSIONS.length)];
        double score = in.below(101) / 10.0;
        return new CvssScore(version, in.text(), score, in.text());
    }

    static void writeWeaknesses(List<String> ids, ByteWriter out) {
        out.number(ids.size());
        ids.forEach(id -> out.number(Weaknesses.number(id)));
    }

    static List<String> readWeaknesses(ByteReader in) {
        return in.list(each -> Weaknesses.id(each.below(1_000_000)));
    }

    static int tenths(CvssScore score) {
        return (int) Math.round(score.baseScore() * 10);
    }

    static int version(String version) {
        for (int i = 0; i < VERSIONS.length; i++) {
            if (VERSIONS[i].equals(version)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no CVSS version: " + version);
    }

    static String version(int index) {
        return VERSIONS[index];
    }

    static int versions() {
        return VERSIONS.length;
    }
}
