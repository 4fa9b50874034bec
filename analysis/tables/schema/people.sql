CREATE TABLE IF NOT EXISTS people (
  face_id VARCHAR PRIMARY KEY,
  face_key VARCHAR,
  person VARCHAR NOT NULL,
  person_name VARCHAR,
  person_confidence DOUBLE
);
COMMENT ON TABLE people IS 'One row per kept face that was given to a person; count(DISTINCT person) is the number of people that report and command line tell, who is seen once included';
COMMENT ON COLUMN people.face_id IS 'Face, as in faces.face_id';
COMMENT ON COLUMN people.face_key IS 'Face, as in faces.face_key: photo#ordinal';
COMMENT ON COLUMN people.person IS 'Identifier of the person, the same from run to run';
COMMENT ON COLUMN people.person_name IS 'Name the person was given; NULL where none';
COMMENT ON COLUMN people.person_confidence IS 'Mean similarity with the person''s other faces, 0 to 100, as far as searches tell and without those that a decision joined; a pair that is not alike (less than 80) counts as 0; NULL where no pair is left, and where a decision says whose face it is';
