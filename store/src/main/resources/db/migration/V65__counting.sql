-- Counting a registry reads, of every image in it, where it lies, what it contains and what holds for it as long as nothing
-- is found in it. The last stood in image_verdict alone, a row of 2 KB; here it is kept beside the contents. '' is an image
-- that was not judged yet. An image without packages has a row now, too.
ALTER TABLE image_contents ADD COLUMN health TEXT NOT NULL DEFAULT '';
INSERT INTO image_contents (image, packages)
    SELECT v.image, x''
    FROM image_verdict v
    WHERE v.valid_to IS NULL
      AND NOT EXISTS (SELECT 1 FROM image_contents k WHERE k.image = v.image)
      AND NOT EXISTS (SELECT 1 FROM image_package c WHERE c.image = v.image AND c.valid_to IS NULL);
UPDATE image_contents SET health = coalesce((
    SELECT v.health FROM image_verdict v WHERE v.image = image_contents.image AND v.valid_to IS NULL), '');
-- In the order of the images, so that their contents are read one after the other.
CREATE INDEX image_presence_contents ON image_presence (registry, image) WHERE tag = '' AND valid_to IS NULL;
