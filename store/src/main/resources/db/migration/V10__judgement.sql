-- What somebody decided not to count: rules, exemptions, VEX documents. A row is one version of a resource and never
-- changes but for its end; a removal is a row of the kind 'removed' that holds for no time, so that the greatest id
-- tells whether anything changed.
CREATE TABLE judgement (
    id           INTEGER PRIMARY KEY,
    resource_key TEXT    NOT NULL,
    resource_id  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    scope        TEXT    NOT NULL, -- as written
    name         TEXT    NOT NULL,
    body         TEXT    NOT NULL, -- the properties as written, without what the service adds
    expires_at   BIGINT,           -- null: never
    expiry_noted INTEGER NOT NULL DEFAULT 0,
    pending      INTEGER NOT NULL, -- waits for a second person; hides nothing meanwhile
    created_by   TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    changed_by   TEXT    NOT NULL,
    approved_by  TEXT    NOT NULL,
    valid_from   BIGINT  NOT NULL,
    valid_to     BIGINT
);
CREATE UNIQUE INDEX judgement_now ON judgement (resource_key) WHERE valid_to IS NULL;
CREATE INDEX judgement_expiry ON judgement (expires_at) WHERE valid_to IS NULL AND expiry_noted = 0;
CREATE INDEX judgement_list ON judgement (kind, resource_key);
CREATE INDEX judgement_closed ON judgement (valid_to) WHERE valid_to IS NOT NULL;

-- The package versions that an image contains now, as ascending numbers: each the difference to the one before, seven
-- bits a byte. Follows from image_package; kept because counting a registry reads it for every image.
CREATE TABLE image_contents (
    image    INTEGER PRIMARY KEY REFERENCES image (id),
    packages BLOB NOT NULL
);

CREATE INDEX package_match_closed ON package_match (valid_to) WHERE valid_to IS NOT NULL;
