-- Who had which role, and which subscriptions there were, when: a row for every version, as of registries. What was there
-- before this was kept is taken to have been there always.
CREATE TABLE role_assignment_history (
    id                 INTEGER PRIMARY KEY,
    assignment_key     TEXT   NOT NULL,
    name               TEXT   NOT NULL,
    scope              TEXT   NOT NULL,
    role_definition_id TEXT   NOT NULL,
    principal_id       TEXT   NOT NULL,
    principal_type     TEXT   NOT NULL,
    description        TEXT   NOT NULL,
    created_at         BIGINT NOT NULL,
    created_by         TEXT   NOT NULL,
    valid_from         BIGINT NOT NULL,
    valid_to           BIGINT
);
CREATE UNIQUE INDEX role_assignment_history_now ON role_assignment_history (assignment_key) WHERE valid_to IS NULL;
CREATE INDEX role_assignment_history_past ON role_assignment_history (assignment_key, valid_from);
INSERT INTO role_assignment_history (assignment_key, name, scope, role_definition_id, principal_id, principal_type,
    description, created_at, created_by, valid_from)
SELECT assignment_key, name, scope, role_definition_id, principal_id, principal_type, description, created_at, created_by,
    created_at FROM role_assignment;

CREATE TABLE subscription_history (
    id               INTEGER PRIMARY KEY,
    subscription_key TEXT   NOT NULL,
    subscription_id  TEXT   NOT NULL,
    tenant_id        TEXT   NOT NULL,
    display_name     TEXT   NOT NULL,
    state            TEXT   NOT NULL,
    valid_from       BIGINT NOT NULL,
    valid_to         BIGINT
);
CREATE UNIQUE INDEX subscription_history_now ON subscription_history (subscription_key) WHERE valid_to IS NULL;
CREATE INDEX subscription_history_past ON subscription_history (subscription_key, valid_from);
INSERT INTO subscription_history (subscription_key, subscription_id, tenant_id, display_name, state, valid_from)
SELECT subscription_key, subscription_id, tenant_id, display_name, state, 0 FROM subscription;

-- When a registry was made; 0 where nobody knows.
ALTER TABLE registry ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
UPDATE registry SET created_at = coalesce(
    (SELECT min(h.valid_from) FROM registry_history h WHERE h.registry_key = registry.registry_key), 0);
