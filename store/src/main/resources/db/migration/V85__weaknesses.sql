-- CWE ids of a vulnerability, a JSON list. What was written before knows none until it is matched again.
ALTER TABLE vulnerability ADD COLUMN weaknesses TEXT NOT NULL DEFAULT '[]';
