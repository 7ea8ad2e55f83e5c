package io.tidewaiter.catalog.dhi;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.SpdxComponents;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Docker built from source for its hardened images and put into no package: a document for each component
 * ({@code opt/docker/sbom/python/.spdx.python.json}), whose package URL ({@code pkg:dhi/python}) is what Docker's own
 * records name. Those of whole images ({@code pkg:docker/dhi/…}) and of others' components are not told: the latter are
 * seen where they lie.
 */
public final class DhiCataloger implements Cataloger {
    private static final String TYPE = "dhi";
    private static final String BEGINNING = ".spdx.";
    private static final String ENDING = ".json";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Docker Hardened Images", TYPE, "SPDX 2.3")
                .reads(26, "**/.spdx.*.json", "components that Docker built from source");
    }

    @Override
    public List<String> endings() {
        return List.of(ENDING);
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        int name = path.lastIndexOf('/') + 1;
        boolean isNamed = path.length() - name >= BEGINNING.length() + ENDING.length();
        return isNamed && path.endsWith(ENDING) && path.startsWith(BEGINNING, name);
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        try {
            SpdxComponents document = SpdxComponents.parse(JsonFields.open(content), TYPE);
            document.all()
                    .forEach(one ->
                            facts.accept(Fact.InstalledFact.of(TYPE, one.namespace(), one.name(), one.version(), "")));
            if (document.cut()) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read Docker's list of components: there are too many"));
            }
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("Docker's list of components", e));
        }
    }
}
