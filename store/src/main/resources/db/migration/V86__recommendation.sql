-- What each registry was recommended when, so that a recommendation can say since when it stands and the past is read as it
-- was. A row for every status and cause; the dates are those of Azure's assessments.
CREATE TABLE recommendation (
    id           INTEGER PRIMARY KEY,
    registry_key TEXT   NOT NULL,
    code         TEXT   NOT NULL,
    cause        TEXT   NOT NULL,
    description  TEXT   NOT NULL, -- as it was when the row was written
    first_at     BIGINT NOT NULL, -- when the registry was evaluated first
    changed_at   BIGINT NOT NULL, -- when the code became what it is
    valid_from   BIGINT NOT NULL,
    valid_to     BIGINT
);
CREATE UNIQUE INDEX recommendation_now ON recommendation (registry_key) WHERE valid_to IS NULL;
CREATE INDEX recommendation_past ON recommendation (registry_key, valid_from);
