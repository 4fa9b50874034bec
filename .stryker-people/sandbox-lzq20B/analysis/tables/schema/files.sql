CREATE TABLE IF NOT EXISTS files (
  path VARCHAR PRIMARY KEY,
  etag VARCHAR NOT NULL,
  problem VARCHAR
);
COMMENT ON TABLE files IS 'Internal: what has been loaded, so that only what changed is loaded again';
COMMENT ON COLUMN files.path IS 'Path in the data folder';
COMMENT ON COLUMN files.etag IS 'ETag of the content that was loaded; for a file that is not from a bucket, W/"size-time"';
COMMENT ON COLUMN files.problem IS 'Why the file could not be loaded; NULL where it was';

CREATE TABLE IF NOT EXISTS objects (
  path VARCHAR PRIMARY KEY,
  bucket VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  etag VARCHAR,
  bytes BIGINT NOT NULL,
  modified_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE objects IS 'Internal: which files came from the bucket, so that only what changed is fetched again';
COMMENT ON COLUMN objects.path IS 'Path in the data folder';
COMMENT ON COLUMN objects.bucket IS 'Bucket';
COMMENT ON COLUMN objects.key IS 'Object key';
COMMENT ON COLUMN objects.etag IS 'ETag of the file''s content; NULL from before the object is fetched until it is safely there';
COMMENT ON COLUMN objects.bytes IS 'Size, bytes';
COMMENT ON COLUMN objects.modified_at IS 'LastModified of the object and time of the file, UTC';

CREATE TABLE IF NOT EXISTS source (
  folder VARCHAR NOT NULL,
  searches VARCHAR
);
COMMENT ON TABLE source IS 'Internal: the folder that the tables were loaded from';
COMMENT ON COLUMN source.folder IS 'Its path, as seen from the database''s folder';
COMMENT ON COLUMN source.searches IS 'Another folder of searches that was given with it; NULL where none';
