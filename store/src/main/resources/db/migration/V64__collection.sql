-- Who is taken out is looked for by all who may refer to it: without these, each row that goes reads a whole table.
DROP INDEX image_package_version;
CREATE INDEX image_package_version ON image_package (package_version);
CREATE INDEX image_verdict_coverage ON image_verdict (coverage);
CREATE INDEX image_reading ON image (reading) WHERE reading IS NOT NULL;
CREATE INDEX package_version_context ON package_version (context) WHERE context IS NOT NULL;
CREATE INDEX arm_resource_closed ON arm_resource (valid_to) WHERE valid_to IS NOT NULL;
