-- What changed, in the order of the commits: a row is written in the transaction of the change itself. Whoever keeps a
-- picture of the state applies the rows in the order of their ids. Old rows are pruned, the newest never, so that ids
-- only grow; a follower that has not seen a pruned row reads everything anew.
CREATE TABLE state_change (
    id         INTEGER PRIMARY KEY,
    kind       TEXT   NOT NULL,
    key        TEXT   NOT NULL, -- of the thing that changed; what it is now is read from its own table
    changed_at BIGINT NOT NULL
);
