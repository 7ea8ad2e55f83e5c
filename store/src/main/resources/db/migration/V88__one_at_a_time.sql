-- What a digest of a registry stands for is worked on by one worker at a time.
CREATE INDEX scan_job_leased ON scan_job (registry_key, digest) WHERE state = 'leased';
-- How many readings in a row a cell died over: it may have been the machine, and not the image.
ALTER TABLE image ADD COLUMN cell_deaths INTEGER NOT NULL DEFAULT 0;
