-- Queries that people keep under a name (Microsoft.ResourceGraph/queries).
CREATE TABLE saved_query (
    query_key   TEXT PRIMARY KEY, -- the resource id in lower case
    id          TEXT   NOT NULL,
    query       TEXT   NOT NULL,
    description TEXT   NOT NULL,
    tags        TEXT   NOT NULL,
    etag        TEXT   NOT NULL,
    modified_at BIGINT NOT NULL
);
