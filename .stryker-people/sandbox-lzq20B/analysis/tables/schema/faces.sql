CREATE TABLE IF NOT EXISTS faces (
  face_key VARCHAR PRIMARY KEY,
  face_id VARCHAR,
  photo VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  kept BOOLEAN NOT NULL,
  exclude_reason VARCHAR,
  box_left DOUBLE,
  box_top DOUBLE,
  box_width DOUBLE,
  box_height DOUBLE,
  confidence DOUBLE,
  age_low INTEGER,
  age_high INTEGER,
  gender VARCHAR,
  gender_confidence DOUBLE,
  smile BOOLEAN,
  smile_confidence DOUBLE,
  eyeglasses BOOLEAN,
  eyeglasses_confidence DOUBLE,
  sunglasses BOOLEAN,
  sunglasses_confidence DOUBLE,
  beard BOOLEAN,
  beard_confidence DOUBLE,
  mustache BOOLEAN,
  mustache_confidence DOUBLE,
  eyes_open BOOLEAN,
  eyes_open_confidence DOUBLE,
  mouth_open BOOLEAN,
  mouth_open_confidence DOUBLE,
  occluded BOOLEAN,
  occluded_confidence DOUBLE,
  brightness DOUBLE,
  sharpness DOUBLE,
  roll DOUBLE,
  yaw DOUBLE,
  pitch DOUBLE,
  top_emotion VARCHAR,
  top_emotion_confidence DOUBLE,
  thumbnail VARCHAR,
  image_id VARCHAR,
  external_image_id VARCHAR,
  engine VARCHAR,
  model_version VARCHAR
);
COMMENT ON TABLE faces IS 'One row per face that was detected, kept or not';
COMMENT ON COLUMN faces.face_key IS 'Stable key of the face before and after it has a FaceId: photo#ordinal, such as alice1.jpg#1';
COMMENT ON COLUMN faces.face_id IS 'FaceId that IndexFaces gave; NULL where the face was never indexed. Only kept faces are still in the collection';
COMMENT ON COLUMN faces.photo IS 'Photo the face is in';
COMMENT ON COLUMN faces.ordinal IS 'Place of the face in the answer of DetectFaces, from 1';
COMMENT ON COLUMN faces.kept IS 'Whether the face stayed in the collection';
COMMENT ON COLUMN faces.exclude_reason IS 'Why the face was not kept, in words, such as too young, too dark; NULL when kept';
COMMENT ON COLUMN faces.box_left IS 'Left edge of the bounding box, as a share of the upright photo''s width; can lie outside 0 to 1';
COMMENT ON COLUMN faces.box_top IS 'Top edge of the bounding box, as a share of the upright photo''s height; can lie outside 0 to 1';
COMMENT ON COLUMN faces.box_width IS 'Width of the bounding box, as a share of the upright photo''s width';
COMMENT ON COLUMN faces.box_height IS 'Height of the bounding box, as a share of the upright photo''s height';
COMMENT ON COLUMN faces.confidence IS 'Confidence that this is a face, 0 to 100';
COMMENT ON COLUMN faces.age_low IS 'Lower end of the estimated age range, years; NULL where not measured';
COMMENT ON COLUMN faces.age_high IS 'Upper end of the estimated age range, years; NULL where not measured';
COMMENT ON COLUMN faces.gender IS 'Male or Female, as estimated from the looks of the face; NULL where not measured';
COMMENT ON COLUMN faces.gender_confidence IS 'Confidence in gender, 0 to 100';
COMMENT ON COLUMN faces.smile IS 'Whether the face smiles; NULL where not measured';
COMMENT ON COLUMN faces.smile_confidence IS 'Confidence in smile, 0 to 100';
COMMENT ON COLUMN faces.eyeglasses IS 'Whether the face wears eyeglasses; NULL where not measured';
COMMENT ON COLUMN faces.eyeglasses_confidence IS 'Confidence in eyeglasses, 0 to 100';
COMMENT ON COLUMN faces.sunglasses IS 'Whether the face wears sunglasses; NULL where not measured';
COMMENT ON COLUMN faces.sunglasses_confidence IS 'Confidence in sunglasses, 0 to 100';
COMMENT ON COLUMN faces.beard IS 'Whether the face has a beard; NULL where not measured';
COMMENT ON COLUMN faces.beard_confidence IS 'Confidence in beard, 0 to 100';
COMMENT ON COLUMN faces.mustache IS 'Whether the face has a mustache; NULL where not measured';
COMMENT ON COLUMN faces.mustache_confidence IS 'Confidence in mustache, 0 to 100';
COMMENT ON COLUMN faces.eyes_open IS 'Whether the eyes are open; NULL where not measured';
COMMENT ON COLUMN faces.eyes_open_confidence IS 'Confidence in eyes_open, 0 to 100';
COMMENT ON COLUMN faces.mouth_open IS 'Whether the mouth is open; NULL where not measured';
COMMENT ON COLUMN faces.mouth_open_confidence IS 'Confidence in mouth_open, 0 to 100';
COMMENT ON COLUMN faces.occluded IS 'Whether something covers part of the face (FaceOccluded); NULL where not measured';
COMMENT ON COLUMN faces.occluded_confidence IS 'Confidence in occluded, 0 to 100';
COMMENT ON COLUMN faces.brightness IS 'Brightness of the face, 0 to 100; NULL where not measured';
COMMENT ON COLUMN faces.sharpness IS 'Sharpness of the face, 0 to 100; NULL where not measured';
COMMENT ON COLUMN faces.roll IS 'Rotation of the face in the image plane, degrees, -180 to 180';
COMMENT ON COLUMN faces.yaw IS 'Turn of the face to the side, degrees, -180 to 180';
COMMENT ON COLUMN faces.pitch IS 'Tilt of the face up or down, degrees, -180 to 180';
COMMENT ON COLUMN faces.top_emotion IS 'Emotion with the highest confidence, such as HAPPY; NULL where not measured';
COMMENT ON COLUMN faces.top_emotion_confidence IS 'Confidence in top_emotion, 0 to 100';
COMMENT ON COLUMN faces.thumbnail IS 'Path of the face''s thumbnail in the data folder; NULL where there is none';
COMMENT ON COLUMN faces.image_id IS 'ImageId that IndexFaces gave to the photo; NULL where the face was never indexed';
COMMENT ON COLUMN faces.external_image_id IS 'ExternalImageId the face was indexed with: the photo''s ETag';
COMMENT ON COLUMN faces.engine IS 'rekognition or lookalike (the models on this computer); NULL where no answer says it';
COMMENT ON COLUMN faces.model_version IS 'FaceModelVersion of the answers; faces of different versions cannot be compared';

-- No primary key here and on landmarks: (photo, ordinal, type) is unique by the way they are loaded, and an index
-- of millions of landmarks would cost more time and memory than everything else together.
CREATE TABLE IF NOT EXISTS emotions (
  photo VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  type VARCHAR NOT NULL,
  confidence DOUBLE NOT NULL
);
COMMENT ON TABLE emotions IS 'One row per face and emotion; photo, ordinal and type are unique together';
COMMENT ON COLUMN emotions.photo IS 'Photo the face is in';
COMMENT ON COLUMN emotions.ordinal IS 'Which face of the photo, as in faces.ordinal';
COMMENT ON COLUMN emotions.type IS 'HAPPY, SAD, ANGRY, CONFUSED, DISGUSTED, SURPRISED, CALM or FEAR';
COMMENT ON COLUMN emotions.confidence IS 'Confidence that the face shows this emotion, 0 to 100';

CREATE TABLE IF NOT EXISTS landmarks (
  photo VARCHAR NOT NULL,
  ordinal INTEGER NOT NULL,
  type VARCHAR NOT NULL,
  x DOUBLE NOT NULL,
  y DOUBLE NOT NULL
);
COMMENT ON TABLE landmarks IS 'One row per face and landmark; photo, ordinal and type are unique together';
COMMENT ON COLUMN landmarks.photo IS 'Photo the face is in';
COMMENT ON COLUMN landmarks.ordinal IS 'Which face of the photo, as in faces.ordinal';
COMMENT ON COLUMN landmarks.type IS 'Landmark, such as eyeLeft, nose or chinBottom';
COMMENT ON COLUMN landmarks.x IS 'Horizontal place, as a share of the upright photo''s width';
COMMENT ON COLUMN landmarks.y IS 'Vertical place, as a share of the upright photo''s height';

CREATE TABLE IF NOT EXISTS thumbnails (
  face_id VARCHAR PRIMARY KEY,
  path VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  face_key VARCHAR,
  photo VARCHAR,
  orphan BOOLEAN NOT NULL,
  written_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE thumbnails IS 'One row per thumbnail file, orphans included';
COMMENT ON COLUMN thumbnails.face_id IS 'FaceId in the file''s name';
COMMENT ON COLUMN thumbnails.path IS 'Path of the file in the data folder';
COMMENT ON COLUMN thumbnails.bytes IS 'Size of the file, bytes';
COMMENT ON COLUMN thumbnails.face_key IS 'Face the thumbnail shows; NULL for an orphan';
COMMENT ON COLUMN thumbnails.photo IS 'Photo the thumbnail was cut from; NULL for an orphan';
COMMENT ON COLUMN thumbnails.orphan IS 'Whether no record has the FaceId';
COMMENT ON COLUMN thumbnails.written_at IS 'When the file was written, UTC';
