package io.tidewaiter.catalog.bitnami;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.SpdxComponents;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.version.Purl;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Bitnami built from source and put below {@code /opt/bitnami}: nothing else tells of it, so the vendor's own list in
 * its known place is the evidence (coverage reference 2.8). The first component is the folder's.
 */
public final class BitnamiCataloger implements Cataloger {
    private static final int DOCUMENT_BYTES_MAX = 64 << 20;
    static final String TYPE = "bitnami";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Bitnami", TYPE, "SPDX 2.3")
                .reads(8, "opt/bitnami/*/.spdx-*.spdx", "components built from source, folders that they own")
                .reads(
                        13,
                        "opt/bitnami/.bitnami_components.json",
                        "the same of older images, without the parts of each");
    }

    @Override
    public List<String> endings() {
        return List.of(".spdx", ComponentList.FILE);
    }

    @Override
    public boolean wants(FileEntry file) {
        if (ComponentList.isList(file)) {
            return true;
        }
        if (!file.path().endsWith(".spdx") || !file.name().startsWith(".spdx-")) {
            return false;
        }
        String folder = file.folder();
        String vendor = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        return vendor.equals("opt/bitnami") || vendor.endsWith("/opt/bitnami");
    }

    @Override
    public int bytesMax() {
        return DOCUMENT_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            if (ComponentList.isList(file)) {
                ComponentList.parse(parser).tell(file.folder(), facts);
                return;
            }
            SpdxComponents document = SpdxComponents.parse(parser, TYPE);
            List<Purl> components = document.all();
            components.forEach(one -> facts.accept(Fact.InstalledFact.of(TYPE, "", one.name(), one.version(), "")));
            if (!components.isEmpty()) {
                facts.accept(new Fact.OwnedFact(components.getFirst().name(), List.of(file.folder() + "/")));
            }
            if (document.cut()) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read Bitnami's list of components: there are too many"));
            }
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("Bitnami's list of components", e));
        }
    }
}
