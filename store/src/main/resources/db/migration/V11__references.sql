-- Whoever is taken out is looked for by all who may refer to it.
CREATE INDEX package_match_described ON package_match (vulnerability);
