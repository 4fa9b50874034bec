CREATE TABLE IF NOT EXISTS api_calls (
  source VARCHAR NOT NULL,
  called_at TIMESTAMP NOT NULL,
  engine VARCHAR,
  operation VARCHAR NOT NULL,
  photo VARCHAR,
  face_id VARCHAR,
  calls INTEGER NOT NULL,
  usd DOUBLE NOT NULL,
  list_usd DOUBLE NOT NULL DEFAULT 0
);
COMMENT ON TABLE api_calls IS 'Calls that AWS charges for, and what they cost';
COMMENT ON COLUMN api_calls.source IS 'pipeline (told by the photo''s record) or the command that made the calls, such as search';
COMMENT ON COLUMN api_calls.called_at IS 'When, UTC';
COMMENT ON COLUMN api_calls.engine IS 'rekognition, or lookalike (the models on this computer, free of charge)';
COMMENT ON COLUMN api_calls.operation IS 'Operation, such as DetectFaces';
COMMENT ON COLUMN api_calls.photo IS 'Photo the calls were made for; NULL where none';
COMMENT ON COLUMN api_calls.face_id IS 'Face the calls were made for; NULL where none';
COMMENT ON COLUMN api_calls.calls IS 'How many calls';
COMMENT ON COLUMN api_calls.usd IS 'US dollars that were charged for all of them: 0 for what this computer answered';
COMMENT ON COLUMN api_calls.list_usd IS 'US dollars that AWS charges for such calls, made there or not';
