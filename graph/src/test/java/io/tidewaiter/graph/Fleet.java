package io.tidewaiter.graph;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.graph.form.ArmJson;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.ResourceView;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.model.match.MatchReason;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.match.Vulnerability;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** A small fleet that is put into a state as the pipeline would put it. */
final class Fleet {
    static final String ONE = "11111111-2222-3333-4444-555555555555";
    static final String TWO = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    static final String TENANT = "99999999-0000-1111-2222-333333333333";
    static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final Ecosystem DEBIAN = Ecosystem.parse("Debian:12");
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    static final ResourceView VIEW = new ResourceView() {
        @Override
        public ObjectNode registry(RegistryResource registry) {
            return ArmJson.resource(registry.id(), registry.name(), "Microsoft.ContainerRegistry/registries");
        }

        @Override
        public Optional<ObjectNode> stored(String id, String type, String body) {
            ObjectNode json = ArmJson.resource(id, id.substring(id.lastIndexOf('/') + 1), type);
            json.set("properties", Json.read(body, ObjectNode.class).get("properties"));
            return Optional.of(json);
        }

        @Override
        public Optional<ObjectNode> policyAssignment(String scope) {
            return Optional.empty();
        }

        @Override
        public List<ObjectNode> policyDefinitions() {
            return List.of();
        }

        @Override
        public List<ObjectNode> builtInRoles() {
            ObjectNode role = ArmJson.resource(
                    "/providers/Microsoft.Authorization/roleDefinitions/" + READER,
                    READER,
                    "Microsoft.Authorization/roleDefinitions");
            role.putObject("properties").put("roleName", "Reader").put("type", "BuiltInRole");
            return List.of(role);
        }
    };

    /** A state as a graph follows it. */
    static Graph.Subject subject(State state) {
        return new Graph.Subject(state.changes(), state.ruleHistory(), AssessmentKey.CLASSIC, TENANT, VIEW);
    }

    final State state;
    final TestClock clock;

    Fleet(State state, TestClock clock) {
        this.state = state;
        this.clock = clock;
    }

    static String digest(int number) {
        return "sha256:" + String.format(Locale.ROOT, "%064x", number);
    }

    static AdvisorySnapshot advisories(int number) {
        return new AdvisorySnapshot(
                digest(number), List.of(new AdvisorySnapshot.Feed("Debian:12", 10, "2026-11-01T00:00:00Z")));
    }

    /** A subscription with its plan and a registry; the registry's id. */
    String registry(String subscription, String group, String name) {
        state.resources().putSubscription(new Subscription(subscription, TENANT, "Sub " + name, "Enabled"), "test");
        state.resources().putPlan(new Plan(subscription, Plan.CONTAINER_REGISTRY, true), "test");
        RegistryResource registry = new RegistryResource(
                subscription, group, name, "West Europe", name.toLowerCase(Locale.ROOT) + ".example", "{}");
        state.resources().putRegistry(registry, "test");
        return registry.id();
    }

    static InstalledPackage deb(String name, String version, int layer) {
        return new InstalledPackage(
                Purl.of("deb", "debian", name, version).with("arch", "amd64"),
                DEBIAN,
                name,
                version,
                new SourcePackage("src-" + name, version),
                "amd64",
                new Evidence("var/lib/dpkg/status", layer, "dpkg"),
                layer);
    }

    static Vulnerability vulnerability(String id, Severity severity, double epss) {
        return new Vulnerability(
                id,
                List.of("DEBIAN-" + id),
                "Overflow in \"" + id + "\" <b>it's</b>",
                severity,
                "CVSS 3.1 (NVD)",
                List.of(
                        new CvssScore("3.1", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, "NVD"),
                        new CvssScore("2.0", "AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5, "NVD")),
                List.of("https://security.example/" + id),
                "2026-01-02T03:04:05Z",
                severity == Severity.CRITICAL,
                epss);
    }

    static MatchResult.PackageMatch match(InstalledPackage installed, Vulnerability vulnerability, String fixed) {
        SourcePackage source = installed.source();
        return new MatchResult.PackageMatch(
                installed,
                new Match(
                        DEBIAN,
                        source.name(),
                        source.version(),
                        vulnerability,
                        fixed.isEmpty() ? FixState.AFFECTED : FixState.FIXED,
                        fixed,
                        List.of(new MatchReason(
                                "Debian",
                                "DEBIAN-" + vulnerability.id(),
                                "introduced 0",
                                source.name(),
                                source.version(),
                                "source package"))));
    }

    /** Scans an image: what it holds, and what speaks for that. */
    void scan(
            ScanRequest request,
            int image,
            AdvisorySnapshot advisories,
            List<InstalledPackage> packages,
            List<MatchResult.PackageMatch> found) {
        scan(request, image, advisories, packages, found, List.of());
    }

    void scan(
            ScanRequest request,
            int image,
            AdvisorySnapshot advisories,
            List<InstalledPackage> packages,
            List<MatchResult.PackageMatch> found,
            List<CoverageFact> facts) {
        Inventory inventory = new Inventory(
                "catalog-1",
                new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux 12", List.of(), DEBIAN),
                List.of(
                        new LayerRecord(
                                0, Digest.parse(digest(900)), Digest.parse(digest(901)), "ADD rootfs", 100, 200),
                        new LayerRecord(
                                1,
                                Digest.parse(digest(902)),
                                Digest.parse(digest(10_000 + image)),
                                "RUN make",
                                100,
                                200)),
                packages,
                new Coverage(new CoverageCounts(1, 1, 200, 3, 2, 1, 0, 0, 0, 0, 0, 0), facts));
        ScanResult result = new ScanResult(
                new ImageIdentity(
                        "regone.example/team/demo:1",
                        Digest.parse(digest(image)),
                        "application/vnd.oci.image.manifest.v1+json",
                        "linux/amd64",
                        4711),
                inventory,
                Assessor.assess(inventory, new MatchResult(advisories, found, List.of()), List.of()));
        state.scanQueue().enqueue(request);
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, request.registryId().split("/")[2], result);
        clock.advance(Duration.ofSeconds(10));
    }

    ScanRequest request(String registry, String repository, String tag, int image) {
        return new ScanRequest(registry, repository, tag, digest(image), "", clock.instant());
    }

    void delete(String registry, String repository, int image) {
        long event = state.intakeLog().append(registry, "distribution", new byte[] {1});
        state.intakeLog()
                .done(
                        event,
                        List.of(),
                        List.of(new IntakeLog.Deletion(registry, repository, "", digest(image))),
                        "deleted");
        clock.advance(Duration.ofSeconds(10));
    }

    /** One of many things that happen to a fleet, by chance. */
    void happen(Random random, List<String> registries, int step) {
        String registry = registries.get(random.nextInt(registries.size()));
        String repository = "team/app" + random.nextInt(3);
        int image = 1 + random.nextInt(8);
        if (random.nextInt(8) == 0) {
            delete(registry, repository, image);
            return;
        }
        int generation = step / 10;
        List<InstalledPackage> packages = new ArrayList<>();
        List<MatchResult.PackageMatch> found = new ArrayList<>();
        Random contents = new Random(image);
        for (int p = 0; p < 6; p++) {
            if (contents.nextInt(3) == 0) {
                continue;
            }
            InstalledPackage installed = deb("lib" + p, "1." + contents.nextInt(2), contents.nextInt(2));
            packages.add(installed);
            Random speaks = new Random(31L * p + installed.version().hashCode() + generation);
            for (int v = 0; v < 3; v++) {
                if (speaks.nextInt(3) > 0) {
                    Severity severity = SEVERITIES.get(speaks.nextInt(SEVERITIES.size()));
                    found.add(match(
                            installed,
                            vulnerability("CVE-2026-" + p + "0" + v, severity, speaks.nextInt(4) == 0 ? -1 : 0.25),
                            speaks.nextBoolean() ? "2." + v : ""));
                }
            }
        }
        List<CoverageFact> facts = image % 4 == 0
                ? List.of(new CoverageFact(CoverageFact.Kind.LAYER_UNREADABLE, "a/b", 1, "broken"))
                : List.of();
        scan(
                request(registry, repository, "v" + random.nextInt(3), image),
                image,
                advisories(500 + generation),
                packages,
                found,
                facts);
    }

    private static final List<String> CONDITIONS = List.of(
            "\"cves\":[\"CVE-2026-001\",\"DEBIAN-CVE-2026-102\"]",
            "\"cves\":[\"cve-2026-302\"],\"repositories\":[\"team/app1\"]",
            "\"packages\":[{\"name\":\"lib1\"},{\"name\":\"src-lib3\"}]",
            "\"severities\":[\"Low\",\"Medium\"]",
            "\"patchable\":false,\"repositories\":[\"team/*2\"]",
            "\"operatingSystems\":[\"debian_12\"],\"severities\":[\"High\"]",
            "\"images\":[\"" + digest(3) + "\"],\"cvssBelow\":9.9",
            "\"categories\":[\"os\"],\"cvssBelow\":5");

    /** Somebody writes or removes a rule, an exemption or a document, by chance; some end by themselves. */
    void decide(Random random, List<String> registries) {
        String registry = registries.get(random.nextInt(registries.size()));
        String[] parts = registry.split("/");
        List<String> scopes =
                List.of(registry, String.join("/", List.of(parts).subList(0, 5)), "/subscriptions/" + parts[2], "/");
        String scope = scopes.get(random.nextInt(scopes.size()));
        int number = random.nextInt(4);
        String id = (scope.equals("/") ? "" : scope) + "/providers/Tidewaiter.Security/rules/Rule" + number;
        String expires = random.nextInt(3) == 0
                ? ",\"expiresOn\":\"" + clock.instant().plus(Duration.ofSeconds(10 + random.nextInt(120))) + "\""
                : "";
        switch (random.nextInt(6)) {
            case 0 -> state.judgements().delete(id, Precondition.NONE, "somebody");
            case 1 -> {
                String body =
                        "{\"policyAssignmentId\":\"/a\",\"exemptionCategory\":\"Waiver\",\"displayName\":\"Frozen\""
                                + expires + "}";
                String exemption = registry + "/providers/Microsoft.Authorization/policyExemptions/out";
                write(new Judgement.Draft(Judgement.Kind.EXEMPTION, exemption, registry, "out", body, false));
            }
            case 2 ->
                state.judgements()
                        .delete(
                                registry + "/providers/Microsoft.Authorization/policyExemptions/out",
                                Precondition.NONE,
                                "somebody");
            case 3 -> write(new Judgement.Draft(Judgement.Kind.VEX, id + "v", scope, "ours", VEX, false));
            default -> {
                String body = "{\"justification\":\"not reachable\"" + expires + ",\"conditions\":{"
                        + CONDITIONS.get(random.nextInt(CONDITIONS.size())) + "}}";
                write(new Judgement.Draft(
                        Judgement.Kind.RULE, id, scope, "Rule" + number, body, random.nextInt(5) == 0));
            }
        }
        clock.advance(Duration.ofSeconds(10));
        state.judgements().noteExpired();
    }

    private void write(Judgement.Draft draft) {
        state.judgements().put(draft, Precondition.NONE, "somebody");
    }

    private static final String VEX = """
            {"document":{"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:x","author":"us",
             "timestamp":"2026-11-01T00:00:00Z","version":1,"statements":[
              {"vulnerability":{"name":"CVE-2026-200"},"products":[{"@id":"pkg:deb/debian/lib2"}],
               "status":"not_affected","justification":"vulnerable_code_not_in_execute_path"},
              {"vulnerability":{"name":"CVE-2026-401"},"products":[{"@id":"pkg:deb/debian/lib4"}],
               "status":"under_investigation"}]}}""";

    /** A clock that moves when it is told to. */
    static final class TestClock extends java.time.Clock {
        private Instant now = Instant.parse("2026-11-03T10:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
