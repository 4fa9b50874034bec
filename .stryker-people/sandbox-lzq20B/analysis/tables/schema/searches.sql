CREATE TABLE IF NOT EXISTS searches (
  face_id VARCHAR PRIMARY KEY,
  path VARCHAR NOT NULL,
  searched_at TIMESTAMP NOT NULL,
  threshold DOUBLE,
  max_faces INTEGER,
  matches INTEGER NOT NULL,
  truncated BOOLEAN NOT NULL,
  collection_version VARCHAR,
  engine VARCHAR,
  model_version VARCHAR
);
COMMENT ON TABLE searches IS 'One row per face that was searched: one searches/<name>/<FaceId>.json';
COMMENT ON COLUMN searches.face_id IS 'Face that was searched (SearchedFaceId)';
COMMENT ON COLUMN searches.path IS 'Path of the document in the data folder';
COMMENT ON COLUMN searches.searched_at IS 'SearchedAt of the document, UTC; where it has none, when the document was written';
COMMENT ON COLUMN searches.threshold IS 'FaceMatchThreshold of the document; NULL where it has none (Rekognition''s default is 80)';
COMMENT ON COLUMN searches.max_faces IS 'MaxFaces of the document; NULL where it has none';
COMMENT ON COLUMN searches.matches IS 'Matches that were found';
COMMENT ON COLUMN searches.truncated IS 'Whether there are probably more: as many matches as were asked for, or 4096, the most there can be';
COMMENT ON COLUMN searches.collection_version IS 'CollectionVersion of the document: the collection''s content when it was searched; NULL where it has none';
COMMENT ON COLUMN searches.engine IS 'rekognition or lookalike (the models on this computer)';
COMMENT ON COLUMN searches.model_version IS 'FaceModelVersion of the answer';

CREATE TABLE IF NOT EXISTS matches (
  face_id VARCHAR,
  match_face_id VARCHAR,
  similarity DOUBLE NOT NULL,
  match_external_image_id VARCHAR,
  engine VARCHAR,
  model_version VARCHAR,
  PRIMARY KEY (face_id, match_face_id)
);
COMMENT ON TABLE matches IS 'One row per face that a search found';
COMMENT ON COLUMN matches.face_id IS 'Face that was searched';
COMMENT ON COLUMN matches.match_face_id IS 'Face that was found';
COMMENT ON COLUMN matches.similarity IS 'Similarity of the two faces, 0 to 100';
COMMENT ON COLUMN matches.match_external_image_id IS 'ExternalImageId of the face that was found: its photo''s ETag';
COMMENT ON COLUMN matches.engine IS 'rekognition or lookalike (the models on this computer)';
COMMENT ON COLUMN matches.model_version IS 'FaceModelVersion of the answer';
