-- Every ARM resource that has no table of its own: its JSON, in validity intervals. A change ends the row and adds one,
-- so the row's id is the etag of a version, and the past can be read as it was.
CREATE TABLE arm_resource (
    id           INTEGER PRIMARY KEY,
    resource_key TEXT   NOT NULL,
    resource_id  TEXT   NOT NULL, -- casing as first written
    type_key     TEXT   NOT NULL, -- microsoft.security/automations
    body         TEXT   NOT NULL, -- the members beside id, name and type
    created_at   BIGINT NOT NULL,
    created_by   TEXT   NOT NULL,
    changed_by   TEXT   NOT NULL,
    valid_from   BIGINT NOT NULL,
    valid_to     BIGINT
);
CREATE UNIQUE INDEX arm_resource_now ON arm_resource (resource_key) WHERE valid_to IS NULL;
CREATE INDEX arm_resource_list ON arm_resource (type_key, resource_key) WHERE valid_to IS NULL;
CREATE INDEX arm_resource_past ON arm_resource (type_key, resource_key, valid_from);

-- Resource groups were implied by the registries in them.
INSERT INTO arm_resource (resource_key, resource_id, type_key, body, created_at, created_by, changed_by, valid_from)
SELECT '/subscriptions/' || subscription_key || '/resourcegroups/' || lower(resource_group),
       '/subscriptions/' || subscription_id || '/resourceGroups/' || min(resource_group),
       'microsoft.resources/subscriptions/resourcegroups',
       '{"location":"local"}', 0, 'migration', 'migration', 0
FROM registry GROUP BY subscription_key, lower(resource_group);

-- Who gave a role, when, and why.
ALTER TABLE role_assignment ADD COLUMN principal_type TEXT NOT NULL DEFAULT 'ServicePrincipal';
ALTER TABLE role_assignment ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE role_assignment ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE role_assignment ADD COLUMN created_by TEXT NOT NULL DEFAULT '';

-- The audit is read by scope, and only ever added to.
CREATE INDEX audit_resource ON audit (lower(resource), id);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
