-- Whoever is taken out is looked for by all who may refer to it: places of evidence are collected, too.
CREATE INDEX image_package_evidence ON image_package (evidence);
