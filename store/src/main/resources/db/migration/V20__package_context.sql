-- What of an image decides, besides the package itself, what speaks for it (model.match.PackageContext), stored once.
CREATE TABLE package_context (
    id   INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

-- A package version is what is matched once for all images: with its attributes and its context, because the same
-- package can be the distribution's in one image and a stranger's in another. Rows from before have neither; they go out
-- of use when their images are read again. identity: a hash of all that makes it another one.
CREATE TABLE package_version_with_context (
    id             INTEGER PRIMARY KEY,
    identity       TEXT    NOT NULL UNIQUE,
    purl           TEXT    NOT NULL,
    ecosystem      TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    version        TEXT    NOT NULL,
    source_name    TEXT    NOT NULL,
    source_version TEXT    NOT NULL,
    architecture   TEXT    NOT NULL,
    attributes     TEXT    NOT NULL,
    context        INTEGER REFERENCES package_context (id), -- NULL where nothing around it matters
    undecided      TEXT    NOT NULL, -- names what the advisories could not tell of it; '' for nothing
    decided_by     INTEGER REFERENCES advisory_snapshot (id)
);
INSERT INTO package_version_with_context
    SELECT id, 'before V20: ' || id, purl, ecosystem, name, version, source_name, source_version, architecture, '{}', NULL,
        '', decided_by
    FROM package_version;
DROP TABLE package_version;
ALTER TABLE package_version_with_context RENAME TO package_version;
CREATE INDEX package_version_decided ON package_version (decided_by);
CREATE INDEX image_package_version ON image_package (package_version) WHERE valid_to IS NULL;

-- The account of the reading alone, without what the advisories could not tell; NULL for images from before.
ALTER TABLE image ADD COLUMN reading INTEGER REFERENCES coverage (id);

-- When every package version was judged by a database, so that all images that were read before are judged by it.
CREATE TABLE reevaluation (
    id       INTEGER PRIMARY KEY,
    advisory INTEGER NOT NULL REFERENCES advisory_snapshot (id),
    packages BIGINT  NOT NULL, -- package versions that were matched again
    changed  BIGINT  NOT NULL, -- those of them with another result
    began_at BIGINT  NOT NULL,
    done_at  BIGINT  NOT NULL
);
CREATE INDEX reevaluation_done ON reevaluation (done_at);
