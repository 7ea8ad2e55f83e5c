-- What somebody asked to be told of. A row is written in the transaction of what it tells, or of the cursor behind it, and
-- is sent until it is heard or given up. Where it goes and what signs it stands in the resource of the target alone.
CREATE TABLE announcement (
    id          INTEGER PRIMARY KEY,
    target_key  TEXT    NOT NULL, -- a webhook, an automation or an event subscription, in lower case
    target_id   TEXT    NOT NULL,
    action      INTEGER NOT NULL, -- which of the target's actions; 0 where it has one
    event_id    TEXT    NOT NULL, -- the same event has the same id however often it is found
    kind        TEXT    NOT NULL, -- push, delete, ping, io.tidewaiter.scan.completed, ...
    subject     TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    state       TEXT    NOT NULL, -- waiting, sent, failed
    due_at      BIGINT  NOT NULL,
    attempt     INTEGER NOT NULL DEFAULT 0,
    status      INTEGER NOT NULL DEFAULT 0, -- of the latest answer; 0 for none
    note        TEXT    NOT NULL DEFAULT '',
    finished_at BIGINT
);
CREATE UNIQUE INDEX announcement_event ON announcement (target_key, action, event_id);
CREATE INDEX announcement_due ON announcement (due_at, id) WHERE state = 'waiting';
CREATE INDEX announcement_target ON announcement (target_key, id);
CREATE INDEX announcement_finished ON announcement (finished_at) WHERE finished_at IS NOT NULL;

-- How far the change sequence has been told; no row while nobody wants to hear.
CREATE TABLE announcement_cursor (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    change BIGINT NOT NULL
);

-- What a target was last told of something that has no history of its own: a hash of it.
CREATE TABLE announced (
    target_key  TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    hash        TEXT NOT NULL,
    PRIMARY KEY (target_key, subject_key)
) WITHOUT ROWID;

-- When an image was last pulled by somebody else than us, as its registry told.
CREATE TABLE image_use (
    registry_key TEXT   NOT NULL,
    repository   TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    pulled_at    BIGINT NOT NULL,
    PRIMARY KEY (registry_key, repository, digest)
) WITHOUT ROWID;
