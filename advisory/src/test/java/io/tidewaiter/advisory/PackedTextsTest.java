package io.tidewaiter.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedTextsTest {
    private static PackedTexts packed(List<String> texts) {
        ByteWriter out = new ByteWriter();
        texts.forEach(out::text);
        return PackedTexts.read(new ByteReader(out.toBytes()), texts.size());
    }

    @Test
    void isTheListThatWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String text = random.nextBoolean() ? "1." + random.nextInt(1000) : "é~日".repeat(random.nextInt(60));
            texts.add(text);
        }
        PackedTexts packed = packed(texts);
        assertThat(packed).as("seed %d", seed).isEqualTo(texts).hasSameHashCodeAs(texts);
        assertThat(packed.get(299)).isEqualTo(texts.get(299));
        assertThatThrownBy(() -> packed.get(300)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> packed(List.of()).iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void makesTextsOfThoseOnlyThatMayBeWhatIsSought() {
        List<String> made = new ArrayList<>();
        boolean holds = packed(List.of("1.0", "2.0", "2.1")).holds(text -> text.charAt(0) == '2', text -> {
            made.add(text);
            return text.equals("2.1");
        });
        assertThat(holds).isTrue();
        assertThat(made).containsExactly("2.0", "2.1");
    }

    @Test
    void aTextThatIsLongerThanItsRecordIsRefusedBeforeItIsLookedAt() {
        ByteReader cut = new ByteReader(new byte[] {3, '1', '.', '0', 9, '2'});
        assertThatThrownBy(() -> PackedTexts.read(cut, 2)).isInstanceOf(AdvisoryException.class);
    }

    @Test
    void theSameFixOneAfterTheOtherIsAskedForOnce() {
        ByteWriter out = new ByteWriter();
        out.text("1.0").text("1.0").text("0").text("1.1").text("1.0");
        ByteReader in = new ByteReader(out.toBytes());
        List<String> asked = new ArrayList<>();
        AffectedCodec.PastFixes fixes = new AffectedCodec.PastFixes(fix -> asked.add(fix) && fix.equals("1.0"));
        List<Boolean> answers = new ArrayList<>();
        while (in.hasMore()) {
            answers.add(fixes.isNextReached(in));
        }
        assertThat(answers).containsExactly(true, true, false, false, true);
        assertThat(asked).containsExactly("1.0", "1.1", "1.0");
    }
}
