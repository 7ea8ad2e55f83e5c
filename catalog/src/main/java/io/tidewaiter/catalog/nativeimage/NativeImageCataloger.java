package io.tidewaiter.catalog.nativeimage;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.elf.ElfSections;
import io.tidewaiter.catalog.elf.ElfSymbols;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import io.tidewaiter.catalog.text.Expanded;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The list of components that GraalVM's native-image links into a program: CycloneDX, packed by gzip, at the symbol
 * {@code sbom}, its length at {@code sbom_length}.
 */
public final class NativeImageCataloger implements ProgramCataloger {
    private static final int PROGRAM_BYTES_MAX = 256 << 20;
    private static final String LIST = "sbom";
    private static final String LENGTH = "sbom_length";

    /** Every native image has its heap in a section of its own. */
    private static final String HEAP = ".svm_heap";

    @Override
    public String name() {
        return "nativeimage";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Native images", "maven", "GraalVM reference manual, \"Embed SBOM\"; CycloneDX 1.5")
                .reads(15, "any ELF program or library", "artifacts from the list that native-image embeds");
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return ElfHeader.isProgram(head, headBytes);
    }

    @Override
    public int bytesMax() {
        return PROGRAM_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (ElfSections.find(content, HEAP).isEmpty()) {
            return;
        }
        Map<String, Long> addresses = ElfSymbols.addresses(content, Set.of(LIST, LENGTH));
        if (addresses.size() < 2) {
            return; // built without it: nobody explains the program, and that is told
        }
        Troubles troubles = new Troubles(facts);
        Optional<byte[]> packed = packed(content, addresses);
        if (packed.isEmpty()) {
            troubles.lost("the list of a native image's components is not in it");
            return;
        }
        Expanded.of(packed.get(), limits, troubles).ifPresent(json -> components(json, facts));
    }

    private static Optional<byte[]> packed(byte[] content, Map<String, Long> addresses) {
        OptionalInt at = ElfSymbols.place(content, addresses.getOrDefault(LIST, 0L));
        OptionalInt length = ElfSymbols.place(content, addresses.getOrDefault(LENGTH, 0L));
        if (at.isEmpty() || length.isEmpty() || length.getAsInt() > content.length - Long.BYTES) {
            return Optional.empty();
        }
        ByteOrder order = content[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long bytes = ByteBuffer.wrap(content).order(order).getLong(length.getAsInt());
        return bytes > 0 && bytes <= content.length - at.getAsInt()
                ? Optional.of(Arrays.copyOfRange(content, at.getAsInt(), at.getAsInt() + (int) bytes))
                : Optional.empty();
    }

    private static void components(byte[] json, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(json);
            ComponentList list = ComponentList.parse(parser);
            facts.accept(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
            list.tell(facts);
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("a native image's components", e));
        }
    }
}
