package io.tidewaiter.flow.discover;

import io.tidewaiter.intake.connect.AzureArm;
import io.tidewaiter.intake.connect.Connected;
import io.tidewaiter.intake.connect.ConnectorFile;
import io.tidewaiter.intake.connect.JsonText;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.ResourceStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes registries that connectors find resources of ours, and takes them out again when a complete answer no longer
 * names them. What somebody gave such a resource of ours ({@code properties.tidewaiter}, credentials above all) stays. A
 * registry that was put by hand is nobody's business but theirs.
 */
public final class Connections {
    private static final System.Logger LOG = System.getLogger("discover");
    private static final String OURS = "tidewaiter";
    private static final String MARK = "connector";

    private final ResourceStore resources;
    private final List<Source> sources = new ArrayList<>();
    private final Duration every;

    /** A file and when it was last worked on. */
    private static final class Source {
        private final Path file;
        private String seen = "";
        private long workedAt;

        Source(Path file) {
            this.file = file;
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param files of connections
     * @param every how often an Azure is asked, where its file has not changed
     */
    public Connections(ResourceStore resources, List<Path> files, Duration every) {
        this.resources = resources;
        this.every = every;
        files.forEach(file -> sources.add(new Source(file)));
    }

    /** Looks once; works on a file that changed and on one whose time has come. */
    public void look() throws InterruptedException {
        for (Source source : sources) {
            String now = stamp(source.file);
            boolean isDue = source.workedAt == 0 || System.nanoTime() - source.workedAt >= every.toNanos();
            if (isDue || !now.equals(source.seen)) {
                source.seen = now;
                source.workedAt = System.nanoTime();
                work(source.file);
            }
        }
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (IOException e) {
            return "";
        }
    }

    private void work(Path file) throws InterruptedException {
        ConnectorFile connections;
        try {
            connections = ConnectorFile.read(file);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "discover connections not read file={0} why={1}", file, e.toString());
            return;
        }
        apply(file.toString(), new Connected(List.of(), connections.registries(), true, ""));
        for (AzureArm.Access access : connections.azures()) {
            try (AzureArm azure = new AzureArm(access)) {
                apply(access.resourceManager() + " as " + access.clientId(), azure.list());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "discover connection failed to={0} why={1}", access, e.toString());
            }
        }
    }

    /** Brings our resources in step with what a connector found. */
    void apply(String connector, Connected found) {
        if (!found.complete()) {
            LOG.log(Level.WARNING, "discover connection incomplete connector={0} why={1}", connector, found.why());
        }
        found.subscriptions().forEach(this::subscription);
        Set<String> named = new HashSet<>();
        for (RegistryResource registry : found.registries()) {
            named.add(registry.id().toLowerCase(Locale.ROOT));
            put(connector, registry);
        }
        if (found.complete()) {
            for (RegistryResource known : resources.registries()) {
                if (isOf(connector, known) && !named.contains(known.id().toLowerCase(Locale.ROOT))) {
                    resources.deleteRegistry(known.id(), "connector " + connector);
                }
            }
        }
    }

    private void subscription(Connected.NamedSubscription named) {
        if (resources.subscription(named.subscriptionId()).isEmpty()) {
            String tenant = resources.subscriptions().stream()
                    .map(Subscription::tenantId)
                    .findFirst()
                    .orElse(named.subscriptionId());
            resources.putSubscription(
                    new Subscription(named.subscriptionId(), tenant, named.displayName(), "Enabled"), "connector");
        }
    }

    private void put(String connector, RegistryResource registry) {
        Optional<RegistryResource> before = resources.registry(registry.id());
        boolean isTaken = before.filter(known -> !isOf(connector, known)).isPresent()
                || resources.registries().stream()
                        .anyMatch(other -> other.name().equalsIgnoreCase(registry.name())
                                && !other.id().equalsIgnoreCase(registry.id()));
        if (resources.subscription(registry.subscriptionId()).isEmpty() || isTaken) {
            LOG.log(
                    Level.WARNING,
                    "discover registry left out id={0} why={1}",
                    registry.id(),
                    isTaken ? "its name is in use" : "there is no such subscription");
            return;
        }
        ObjectNode properties = object(registry.properties());
        ObjectNode ours = properties.withObject("/" + OURS);
        before.filter(known -> known.loginServer().equalsIgnoreCase(registry.loginServer()))
                .ifPresent(known -> object(known.properties())
                        .path(OURS)
                        .propertyStream()
                        .filter(member -> !ours.has(member.getKey()))
                        .forEach(member -> ours.set(member.getKey(), member.getValue())));
        ours.put(MARK, connector);
        RegistryResource next = new RegistryResource(
                registry.subscriptionId(),
                registry.resourceGroup(),
                registry.name(),
                registry.location(),
                registry.loginServer(),
                properties.toString());
        boolean isSame = before.filter(known -> known.location().equals(next.location())
                        && known.loginServer().equals(next.loginServer())
                        && object(known.properties()).equals(properties))
                .isPresent();
        if (!isSame) {
            resources.putRegistry(next, "connector " + connector);
        }
    }

    private static boolean isOf(String connector, RegistryResource registry) {
        return object(registry.properties()).path(OURS).path(MARK).asString("").equals(connector);
    }

    private static ObjectNode object(String text) {
        try {
            JsonNode read = JsonText.object(text.getBytes(StandardCharsets.UTF_8));
            return read instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        } catch (IllegalArgumentException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
