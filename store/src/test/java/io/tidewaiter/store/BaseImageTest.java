package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every image that was seen is a possible base, and nobody learns from it what he may not read. */
class BaseImageTest {
    private static final String OTHER_SUBSCRIPTION = "99999999-2222-3333-4444-555555555555";
    private static final RegistryResource ONE = registry(Samples.SUBSCRIPTION, "one");
    private static final RegistryResource TWO = registry(Samples.SUBSCRIPTION, "two");
    private static final RegistryResource FOREIGN = registry(OTHER_SUBSCRIPTION, "foreign");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;

    private static RegistryResource registry(String subscription, String name) {
        return new RegistryResource(subscription, "rg", name, "local", name + ".example", "{}");
    }

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        for (RegistryResource registry : List.of(ONE, TWO, FOREIGN)) {
            String subscription = registry.subscriptionId();
            state.resources().putSubscription(new Subscription(subscription, subscription, "s", "Enabled"), "test");
            state.resources().putRegistry(registry, "test");
        }
    }

    @AfterEach
    void close() {
        state.close();
    }

    /** Pushes an image with these layers; 0 is a layer that was not read. */
    private void push(RegistryResource registry, String place, int image, @Nullable BaseImage said, int... layers) {
        List<LayerRecord> records = new ArrayList<>();
        for (int layer : layers) {
            Digest diffId = layer == 0 ? null : Digest.parse(Samples.digest(layer));
            records.add(new LayerRecord(records.size(), Digest.parse(Samples.digest(800)), diffId, "", 1, 1));
        }
        ScanResult made = Samples.result(image, Samples.advisories(50), List.of());
        Inventory inventory = new Inventory(
                "catalog-1",
                made.inventory().operatingSystem(),
                records,
                List.of(),
                made.inventory().coverage(),
                said);
        String[] parts = place.split(":", 2);
        state.scanQueue()
                .enqueue(
                        new ScanRequest(registry.id(), parts[0], parts[1], Samples.digest(image), "", clock.instant()));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, registry.subscriptionId(), new ScanResult(made.image(), inventory, made.assessment()));
        clock.advance(Duration.ofSeconds(10));
    }

    private @Nullable BaseImage base(RegistryResource registry, String repository) {
        return state.images().subAssessments(SubAssessmentQuery.of(registry.id())).rows().stream()
                .filter(row -> row.repository().equals(repository))
                .findFirst()
                .orElseThrow()
                .base();
    }

    private static BaseImage chain(String name, int image, int layers) {
        return new BaseImage(name, Digest.parse(Samples.digest(image)), layers, true, BaseImage.How.CHAIN_ID);
    }

    @Test
    void theImageWithTheMostLayersInCommonIsTheBaseWheneverItCame() {
        push(ONE, "base/debian:12", 1, null, 901);
        push(ONE, "team/app:1", 2, null, 901, 902, 903);
        push(ONE, "team/other:1", 3, null, 904, 902);
        assertThat(base(ONE, "team/app")).isEqualTo(chain("one.example/base/debian:12", 1, 1));
        assertThat(base(ONE, "team/other")).isNull();
        assertThat(base(ONE, "base/debian")).isNull();
        push(ONE, "base/python:3", 4, null, 901, 902);
        assertThat(base(ONE, "team/app")).isEqualTo(chain("one.example/base/python:3", 4, 2));
        assertThat(base(ONE, "base/python")).isEqualTo(chain("one.example/base/debian:12", 1, 1));
    }

    @Test
    void anotherRegistryOfTheSubscriptionIsNotNamedAndAnotherSubscriptionDoesNotCount() {
        push(TWO, "secret/base:1", 1, null, 901, 902);
        push(FOREIGN, "theirs/base:1", 2, null, 901, 902, 903);
        push(ONE, "team/app:1", 3, null, 901, 902, 903, 904);
        push(FOREIGN, "theirs/app:1", 4, null, 901, 902, 903, 905);
        assertThat(base(ONE, "team/app")).isEqualTo(new BaseImage("", null, 2, true, BaseImage.How.CHAIN_ID));
        assertThat(base(FOREIGN, "theirs/app")).isEqualTo(chain("foreign.example/theirs/base:1", 2, 3));
    }

    @Test
    void anImageThatWasNotReadCompletelyIsNoBase() {
        push(ONE, "base/broken:1", 1, null, 901, 0);
        push(ONE, "team/app:1", 2, null, 901, 902);
        assertThat(base(ONE, "team/app")).isNull();
    }

    @Test
    void whatTheBuilderSaysKeepsItsNameAndGetsProvenLayers() {
        BaseImage said = new BaseImage("docker.io/library/debian:12", null, 2, false, BaseImage.How.ANNOTATION);
        push(ONE, "team/app:1", 1, said, 901, 902, 903);
        assertThat(base(ONE, "team/app")).isEqualTo(said);
        push(ONE, "base/debian:12", 2, null, 901);
        assertThat(base(ONE, "team/app"))
                .isEqualTo(new BaseImage("docker.io/library/debian:12", null, 1, true, BaseImage.How.ANNOTATION));
        push(ONE, "team/guess:1", 3, new BaseImage("", null, 2, false, BaseImage.How.HISTORY), 901, 902, 904);
        assertThat(base(ONE, "team/guess")).isEqualTo(chain("one.example/base/debian:12", 2, 1));
    }
}
