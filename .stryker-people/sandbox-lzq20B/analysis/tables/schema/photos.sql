CREATE TABLE IF NOT EXISTS photos (
  photo VARCHAR PRIMARY KEY,
  name VARCHAR NOT NULL,
  bucket VARCHAR,
  key VARCHAR NOT NULL,
  moved_to VARCHAR,
  etag VARCHAR,
  content_sha256 VARCHAR,
  bytes BIGINT,
  width INTEGER,
  height INTEGER,
  taken_at TIMESTAMP,
  taken_offset VARCHAR,
  camera VARCHAR,
  orientation INTEGER,
  latitude DOUBLE,
  longitude DOUBLE,
  status VARCHAR NOT NULL,
  reason VARCHAR,
  message VARCHAR,
  duplicate_of VARCHAR,
  detected_faces INTEGER,
  kept_faces INTEGER NOT NULL,
  engine VARCHAR,
  model_version VARCHAR,
  rules_version VARCHAR,
  analysed_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE photos IS 'One row per photo that was analysed, whatever became of it';
COMMENT ON COLUMN photos.photo IS 'The photo: its object key without uploads/, such as alice1.jpg; a photo of another bucket is @bucket/key';
COMMENT ON COLUMN photos.name IS 'Name that the photo''s documents carry: alice1 in detect-faces/alice1.json';
COMMENT ON COLUMN photos.bucket IS 'Bucket the photo was analysed from; NULL where no record says it';
COMMENT ON COLUMN photos.key IS 'Object key the photo was analysed from';
COMMENT ON COLUMN photos.moved_to IS 'Object key a rejected photo was moved to; NULL where it was not moved';
COMMENT ON COLUMN photos.etag IS 'ETag of the analysed object; it is also the ExternalImageId of the photo''s faces';
COMMENT ON COLUMN photos.content_sha256 IS 'SHA-256 of the photo''s bytes, hexadecimal; NULL where no record says it';
COMMENT ON COLUMN photos.bytes IS 'Size of the photo''s file, bytes; NULL where no record says it';
COMMENT ON COLUMN photos.width IS 'Width of the upright photo, pixels; NULL where no record says it';
COMMENT ON COLUMN photos.height IS 'Height of the upright photo, pixels; NULL where no record says it';
COMMENT ON COLUMN photos.taken_at IS 'When the photo was taken, by the clock of the place and as the camera wrote it (EXIF DateTimeOriginal); NULL where the photo does not say';
COMMENT ON COLUMN photos.taken_offset IS 'How far that clock was ahead of UTC, such as +02:00 (EXIF OffsetTimeOriginal); NULL where the photo does not say';
COMMENT ON COLUMN photos.camera IS 'Make and model of the camera; NULL where the photo does not say';
COMMENT ON COLUMN photos.orientation IS 'EXIF orientation of the stored pixels, 1 (upright) to 8; NULL where the photo does not say';
COMMENT ON COLUMN photos.latitude IS 'Where the photo was taken, degrees north; NULL where the photo does not say';
COMMENT ON COLUMN photos.longitude IS 'Where the photo was taken, degrees east; NULL where the photo does not say';
COMMENT ON COLUMN photos.status IS 'DONE, REJECTED, DUPLICATE or FAILED; DETECTED while the photo is still processing';
COMMENT ON COLUMN photos.reason IS 'Name of the error that ended the photo, such as NoFaceError or FaceRequirementError; NULL when DONE';
COMMENT ON COLUMN photos.message IS 'The reason in words; NULL when DONE';
COMMENT ON COLUMN photos.duplicate_of IS 'Photo that has the same bytes; NULL unless DUPLICATE';
COMMENT ON COLUMN photos.detected_faces IS 'Faces that were detected; NULL where detection did not take place';
COMMENT ON COLUMN photos.kept_faces IS 'Faces that stayed in the collection';
COMMENT ON COLUMN photos.engine IS 'rekognition or lookalike (the models on this computer); NULL where no answer says it';
COMMENT ON COLUMN photos.model_version IS 'FaceModelVersion of the answers; faces of different versions cannot be compared';
COMMENT ON COLUMN photos.rules_version IS 'Requirements the faces were judged by; NULL where no record says it (the defaults)';
COMMENT ON COLUMN photos.analysed_at IS 'When the photo''s analysis ended, UTC; where no record says it, when its newest document was written';
