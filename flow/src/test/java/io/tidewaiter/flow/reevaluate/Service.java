package io.tidewaiter.flow.reevaluate;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.flow.ScanPipeline;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import io.tidewaiter.pull.Source;
import io.tidewaiter.store.JobOutcome;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.testkit.TestImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A state and what fills it, without a server and without a registry. */
final class Service implements AutoCloseable {
    private static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    private static final RegistryResource REGISTRY =
            new RegistryResource(SUBSCRIPTION, "rg", "reg", "local", "registry.example", "{}");

    final State state;
    private final RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none());
    private final ImageCataloger cataloger = new ImageCataloger(CellProgram.ofThisProcess(), CatalogLimits.standard());

    Service(Path folder) {
        state = State.open(folder, Clock.systemUTC());
        state.resources().putSubscription(new Subscription(SUBSCRIPTION, SUBSCRIPTION, "test", "Enabled"), "test");
        state.resources().putRegistry(REGISTRY, "test");
        state.resources().putPlan(new Plan(SUBSCRIPTION, Plan.CONTAINER_REGISTRY, true), "test");
    }

    /** Reads an image and stores what these advisories say of it. */
    ScanResult scan(String reference, AdvisoryDb advisories) throws InterruptedException {
        ScanResult result = read(reference, advisories);
        String digest = result.image().digest() == null
                ? TestImage.digest(reference.getBytes(StandardCharsets.UTF_8))
                : result.image().digest().toString();
        state.scanQueue()
                .enqueue(new ScanRequest(
                        REGISTRY.id(),
                        "team/app",
                        "",
                        digest,
                        "",
                        Clock.systemUTC().instant()));
        state.images().activate(advisories.snapshot());
        state.images()
                .complete(
                        state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow(),
                        SUBSCRIPTION,
                        List.of(new JobOutcome.Scanned(result)));
        return result;
    }

    /** Reads an image and matches it. */
    ScanResult read(String reference, AdvisoryDb advisories) throws InterruptedException {
        if (!(References.parse(reference) instanceof References.Reading.Read(Source source))) {
            throw new IllegalArgumentException(reference);
        }
        PullResult pulled = new ImagePuller(client).pull(source, new PlatformChoice.All());
        if (pulled instanceof PullResult.Pulled(List<PulledImage> images, List<PullResult.Missing> _)) {
            return new ScanPipeline(cataloger, Clock.systemUTC())
                    .scan(images.getFirst(), advisories)
                    .withoutSuppressed();
        }
        throw new IllegalArgumentException(pulled.toString());
    }

    List<SubAssessmentRow> rows() {
        return state.images()
                .subAssessments(SubAssessmentQuery.of(REGISTRY.id()))
                .rows();
    }

    int metered() {
        return state.images().usage(SUBSCRIPTION).size();
    }

    @Override
    public void close() {
        cataloger.close();
        client.close();
        state.close();
    }
}
