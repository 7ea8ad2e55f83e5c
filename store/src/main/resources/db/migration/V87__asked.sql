-- The digest that the request named which placed the image here: an index's, where it lists the image.
ALTER TABLE image_presence ADD COLUMN asked TEXT NOT NULL DEFAULT '';
