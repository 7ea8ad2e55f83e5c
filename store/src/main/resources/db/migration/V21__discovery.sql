-- What is known of each registry as a whole: whether it is scanned and, if not, why; and how far its listing got.
-- state: free, unsupported, denied, failed, listing, partial, complete.
CREATE TABLE registry_sync (
    registry_key TEXT PRIMARY KEY,
    registry_id  TEXT    NOT NULL,
    fingerprint  TEXT    NOT NULL, -- of all that decides; another one makes the registry due at once
    state        TEXT    NOT NULL,
    cause        TEXT    NOT NULL,
    description  TEXT    NOT NULL,
    due_at       BIGINT  NOT NULL,
    began_at     BIGINT,
    done_at      BIGINT,           -- of the last listing that came to its end
    free_since   BIGINT,           -- since when it is not covered; its results age out
    position     TEXT    NOT NULL, -- the last repository that is done with; '' between listings
    repositories BIGINT  NOT NULL,
    tags         BIGINT  NOT NULL,
    requested    BIGINT  NOT NULL,
    removed      BIGINT  NOT NULL
);

-- What a listing saw, so that the next one asks for a scan only of what changed.
CREATE TABLE listed_tag (
    registry_key TEXT   NOT NULL,
    repository   TEXT   NOT NULL,
    tag          TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    PRIMARY KEY (registry_key, repository, tag)
) WITHOUT ROWID;

ALTER TABLE scan_job ADD COLUMN started_at BIGINT; -- of the first attempt
ALTER TABLE scan_job ADD COLUMN forced INTEGER NOT NULL DEFAULT 0; -- the image is read again although it is known
CREATE INDEX scan_job_registry ON scan_job (registry_key, id);
