-- The state: what was pushed, what it contains, what speaks for it, who may see it.
-- Times are milliseconds since 1970 in UTC. An interval is [valid_from, valid_to); without valid_to it holds now.
-- Columns that end in _key hold an id in lower case, because ids are compared without regard to case.

-- Push events, as they came. An event is answered only after its row is on disk.
CREATE TABLE intake_log (
    id          INTEGER PRIMARY KEY,
    registry_id TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    body        BLOB   NOT NULL,
    received_at BIGINT NOT NULL,
    done_at     BIGINT,
    note        TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX intake_log_pending ON intake_log (id) WHERE done_at IS NULL;

-- What is to be scanned. state: waiting, leased, done, failed (a dead letter with its reason in note).
CREATE TABLE scan_job (
    id           INTEGER PRIMARY KEY,
    registry_key TEXT    NOT NULL,
    registry_id  TEXT    NOT NULL,
    repository   TEXT    NOT NULL,
    tag          TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    media_type   TEXT    NOT NULL,
    received_at  BIGINT  NOT NULL,
    state        TEXT    NOT NULL,
    attempt      INTEGER NOT NULL DEFAULT 0,
    due_at       BIGINT  NOT NULL, -- waiting: not before; leased: the end of the lease
    finished_at  BIGINT,
    note         TEXT    NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX scan_job_waiting ON scan_job (registry_key, repository, tag, digest) WHERE state = 'waiting';
CREATE INDEX scan_job_due ON scan_job (due_at, id) WHERE state IN ('waiting', 'leased');
CREATE INDEX scan_job_failed ON scan_job (id) WHERE state = 'failed';

-- Registries that images were seen in, by resource id.
CREATE TABLE registry_seen (
    id           INTEGER PRIMARY KEY,
    registry_key TEXT NOT NULL UNIQUE,
    registry_id  TEXT NOT NULL
);

-- Advisory databases that decided something. rank: which one is newer.
CREATE TABLE advisory_snapshot (
    id     INTEGER PRIMARY KEY,
    digest TEXT    NOT NULL UNIQUE,
    feeds  TEXT    NOT NULL,
    rank   BIGINT  NOT NULL
);

-- One row for each manifest digest; its content never changes.
CREATE TABLE image (
    id               INTEGER PRIMARY KEY,
    digest           TEXT   NOT NULL UNIQUE,
    media_type       TEXT   NOT NULL,
    platform         TEXT   NOT NULL,
    size_bytes       BIGINT NOT NULL,
    operating_system TEXT   NOT NULL,
    first_scanned_at BIGINT NOT NULL,
    scanned_at       BIGINT NOT NULL
);

-- Where an image lies. tag '' says that the repository holds the manifest, a tag that the tag points to it.
CREATE TABLE image_presence (
    id          INTEGER PRIMARY KEY,
    registry    INTEGER NOT NULL REFERENCES registry_seen (id),
    repository  TEXT    NOT NULL,
    tag         TEXT    NOT NULL,
    image       INTEGER NOT NULL REFERENCES image (id),
    place       BIGINT  NOT NULL, -- the first half of the names of the sub-assessments
    seen_at     BIGINT  NOT NULL, -- when the event came that said so; an older event does not move a tag back
    valid_from  BIGINT  NOT NULL,
    valid_to    BIGINT
);
CREATE UNIQUE INDEX image_presence_now ON image_presence (registry, repository, image, tag) WHERE valid_to IS NULL;
CREATE INDEX image_presence_tag ON image_presence (registry, repository, tag) WHERE valid_to IS NULL;
CREATE INDEX image_presence_place ON image_presence (place, registry, tag);
CREATE INDEX image_presence_image ON image_presence (image);
CREATE INDEX image_presence_order ON image_presence (registry, id) WHERE tag = '';

-- Deletions by event, so that a scan that was under way does not bring the image back.
CREATE TABLE image_deletion (
    id           INTEGER PRIMARY KEY,
    registry_key TEXT   NOT NULL,
    repository   TEXT   NOT NULL,
    tag          TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    deleted_at   BIGINT NOT NULL
);
CREATE INDEX image_deletion_place ON image_deletion (registry_key, repository, deleted_at);

-- Accounts of readings; the same account is stored once.
CREATE TABLE coverage (
    id   INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

-- What holds for an image as long as nothing is found in it. Findings are joined, and overrule it.
CREATE TABLE image_verdict (
    id              INTEGER PRIMARY KEY,
    image           INTEGER NOT NULL REFERENCES image (id),
    health          TEXT    NOT NULL,
    cause           TEXT    NOT NULL,
    description     TEXT    NOT NULL,
    catalog_version TEXT    NOT NULL,
    advisory        INTEGER REFERENCES advisory_snapshot (id),
    coverage        INTEGER NOT NULL REFERENCES coverage (id),
    layers          TEXT    NOT NULL,
    valid_from      BIGINT  NOT NULL,
    valid_to        BIGINT
);
CREATE UNIQUE INDEX image_verdict_now ON image_verdict (image) WHERE valid_to IS NULL;
CREATE INDEX image_verdict_image ON image_verdict (image);

-- A version of a package, shared by all images that contain it. decided_by: whose word its matches are.
CREATE TABLE package_version (
    id             INTEGER PRIMARY KEY,
    purl           TEXT    NOT NULL,
    ecosystem      TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    version        TEXT    NOT NULL,
    source_name    TEXT    NOT NULL,
    source_version TEXT    NOT NULL,
    architecture   TEXT    NOT NULL,
    decided_by     INTEGER REFERENCES advisory_snapshot (id),
    UNIQUE (purl, ecosystem, name, version, source_name, source_version, architecture)
);

-- Paths and readers of evidence, stored once.
CREATE TABLE evidence_place (
    id        INTEGER PRIMARY KEY,
    path      TEXT NOT NULL,
    cataloger TEXT NOT NULL,
    UNIQUE (path, cataloger)
);

CREATE TABLE image_package (
    id              INTEGER PRIMARY KEY,
    image           INTEGER NOT NULL REFERENCES image (id),
    package_version INTEGER NOT NULL REFERENCES package_version (id),
    evidence        INTEGER NOT NULL REFERENCES evidence_place (id),
    evidence_layer  INTEGER NOT NULL,
    introduced_by   INTEGER NOT NULL,
    valid_from      BIGINT  NOT NULL,
    valid_to        BIGINT
);
CREATE INDEX image_package_image ON image_package (image, package_version);

-- A vulnerability as the advisories of a match describe it; another description is another row. epss is today's.
CREATE TABLE vulnerability (
    id              INTEGER PRIMARY KEY,
    hash            TEXT    NOT NULL UNIQUE,
    name            TEXT    NOT NULL,
    aliases         TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    severity        TEXT    NOT NULL,
    severity_source TEXT    NOT NULL,
    cvss            TEXT    NOT NULL,
    refs            TEXT    NOT NULL,
    published       TEXT    NOT NULL,
    known_exploited INTEGER NOT NULL,
    epss            DOUBLE PRECISION NOT NULL
);
CREATE INDEX vulnerability_name ON vulnerability (name);

-- A vulnerability speaks for a package version, decided once for every image that contains it.
-- first_seen: since when without regard to changes of the description.
CREATE TABLE package_match (
    id                 INTEGER PRIMARY KEY,
    package_version    INTEGER NOT NULL REFERENCES package_version (id),
    vulnerability      INTEGER NOT NULL REFERENCES vulnerability (id),
    vulnerability_name TEXT    NOT NULL,
    ecosystem          TEXT    NOT NULL,
    subject_name       TEXT    NOT NULL,
    subject_version    TEXT    NOT NULL,
    fix_state          TEXT    NOT NULL,
    fixed_version      TEXT    NOT NULL,
    reasons            TEXT    NOT NULL,
    advisory           INTEGER NOT NULL REFERENCES advisory_snapshot (id),
    first_seen         BIGINT  NOT NULL,
    valid_from         BIGINT  NOT NULL,
    valid_to           BIGINT
);
CREATE UNIQUE INDEX package_match_now
    ON package_match (package_version, vulnerability_name, ecosystem, subject_name, subject_version)
    WHERE valid_to IS NULL;
CREATE INDEX package_match_package ON package_match (package_version);
CREATE INDEX package_match_vulnerability ON package_match (vulnerability_name);

-- One record for each subscription, digest and month, however often the image is scanned.
CREATE TABLE meter (
    id               INTEGER PRIMARY KEY,
    subscription_key TEXT   NOT NULL,
    digest           TEXT   NOT NULL,
    period           TEXT   NOT NULL, -- 2026-11
    registry_id      TEXT   NOT NULL,
    repository       TEXT   NOT NULL,
    metered_at       BIGINT NOT NULL,
    UNIQUE (subscription_key, digest, period)
);

CREATE TABLE subscription (
    subscription_key TEXT PRIMARY KEY,
    subscription_id  TEXT NOT NULL,
    tenant_id        TEXT NOT NULL,
    display_name     TEXT NOT NULL,
    state            TEXT NOT NULL
);

CREATE TABLE registry (
    registry_key     TEXT PRIMARY KEY,
    subscription_key TEXT NOT NULL,
    subscription_id  TEXT NOT NULL,
    resource_group   TEXT NOT NULL,
    name             TEXT NOT NULL,
    location         TEXT NOT NULL,
    login_server     TEXT NOT NULL,
    login_server_key TEXT NOT NULL,
    properties       TEXT NOT NULL
);
CREATE INDEX registry_subscription ON registry (subscription_key, registry_key);
CREATE INDEX registry_login_server ON registry (login_server_key);

CREATE TABLE plan (
    subscription_key TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    subscription_id  TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    standard         INTEGER NOT NULL,
    PRIMARY KEY (subscription_key, name_key)
);

CREATE TABLE principal (
    client_key   TEXT PRIMARY KEY,
    object_key   TEXT NOT NULL UNIQUE,
    client_id    TEXT NOT NULL,
    object_id    TEXT NOT NULL,
    tenant_id    TEXT NOT NULL,
    display_name TEXT NOT NULL,
    secret_hash  TEXT NOT NULL
);

CREATE TABLE role_assignment (
    assignment_key     TEXT PRIMARY KEY, -- scope and name
    principal_key      TEXT NOT NULL,
    name               TEXT NOT NULL,
    scope              TEXT NOT NULL,
    role_definition_id TEXT NOT NULL,
    principal_id       TEXT NOT NULL
);
CREATE INDEX role_assignment_principal ON role_assignment (principal_key);

-- Every change of a resource, written in the same transaction.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    changed_at BIGINT NOT NULL,
    changed_by TEXT   NOT NULL,
    action     TEXT   NOT NULL,
    resource   TEXT   NOT NULL,
    detail     TEXT   NOT NULL
);
