-- What an image says of its base itself, or a file of known bases does; '' where nothing does.
ALTER TABLE image ADD COLUMN base TEXT NOT NULL DEFAULT '';

-- The chain id of an image's lowest layers, for every number of them (OCI image-spec, config.md "Layer ChainID").
-- The one that is_whole stands for the image itself: it is the base of every image with that chain id further down.
CREATE TABLE image_chain (
    image    INTEGER NOT NULL REFERENCES image (id),
    layers   INTEGER NOT NULL,
    chain_id TEXT    NOT NULL,
    is_whole INTEGER NOT NULL,
    PRIMARY KEY (image, layers)
);
CREATE INDEX image_chain_whole ON image_chain (chain_id) WHERE is_whole = 1;
