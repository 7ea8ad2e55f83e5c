-- What each registry was when: a row for every version, so that the past can be read as it was. What was there before this
-- was kept is taken to have been there always.
CREATE TABLE registry_history (
    id              INTEGER PRIMARY KEY,
    registry_key    TEXT   NOT NULL,
    subscription_id TEXT   NOT NULL,
    resource_group  TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    location        TEXT   NOT NULL,
    login_server    TEXT   NOT NULL,
    properties      TEXT   NOT NULL,
    valid_from      BIGINT NOT NULL,
    valid_to        BIGINT
);
CREATE UNIQUE INDEX registry_history_now ON registry_history (registry_key) WHERE valid_to IS NULL;
CREATE INDEX registry_history_past ON registry_history (registry_key, valid_from);
INSERT INTO registry_history (registry_key, subscription_id, resource_group, name, location, login_server, properties,
    valid_from)
SELECT registry_key, subscription_id, resource_group, name, location, login_server, properties, 0 FROM registry;

-- The same of plans.
CREATE TABLE plan_history (
    id               INTEGER PRIMARY KEY,
    subscription_key TEXT    NOT NULL,
    name_key         TEXT    NOT NULL,
    standard         INTEGER NOT NULL,
    valid_from       BIGINT  NOT NULL,
    valid_to         BIGINT
);
CREATE UNIQUE INDEX plan_history_now ON plan_history (subscription_key, name_key) WHERE valid_to IS NULL;
CREATE INDEX plan_history_past ON plan_history (subscription_key, name_key, valid_from);
INSERT INTO plan_history (subscription_key, name_key, standard, valid_from)
SELECT subscription_key, name_key, standard, 0 FROM plan;
