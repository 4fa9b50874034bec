CREATE OR REPLACE VIEW kept_faces AS
SELECT faces.*, people.person, people.person_name
FROM faces LEFT JOIN people USING (face_id)
WHERE kept;
COMMENT ON VIEW kept_faces IS 'Faces that stayed in the collection, with the person they were given to';

CREATE OR REPLACE VIEW excluded_faces AS
SELECT face_key, photo, ordinal, exclude_reason, age_low, brightness, sharpness, confidence,
  status AS photo_status, reason AS photo_reason
FROM faces JOIN photos USING (photo)
WHERE NOT kept;
COMMENT ON VIEW excluded_faces IS 'Faces that did not stay in the collection, and why';
COMMENT ON COLUMN excluded_faces.photo_status IS 'What became of the photo, as in photos.status';
COMMENT ON COLUMN excluded_faces.photo_reason IS 'Error that ended the photo, as in photos.reason';

CREATE OR REPLACE VIEW pair_similarities AS
WITH sides AS (
  SELECT face_id, match_face_id AS similar_face_id, similarity FROM matches
  UNION ALL
  SELECT match_face_id, face_id, similarity FROM matches
), best AS (
  SELECT face_id, similar_face_id, max(similarity) AS similarity
  FROM sides WHERE face_id <> similar_face_id
  GROUP BY face_id, similar_face_id
)
SELECT best.*
FROM best LEFT JOIN faces a USING (face_id) LEFT JOIN faces b ON b.face_id = similar_face_id
-- Faces that different models described cannot be compared.
WHERE coalesce(a.model_version = b.model_version, true);
COMMENT ON VIEW pair_similarities IS 'How similar two faces are: every pair that a search found, in both directions, whichever of the two was searched; faces that are in the collection alone included';
COMMENT ON COLUMN pair_similarities.face_id IS 'First face';
COMMENT ON COLUMN pair_similarities.similar_face_id IS 'Second face';
COMMENT ON COLUMN pair_similarities.similarity IS 'Similarity of the two faces, 0 to 100; the higher where both were searched';

CREATE OR REPLACE VIEW similar_faces AS
SELECT a.photo, b.photo AS similar_photo, similarity, face_id, similar_face_id,
  a.face_key, b.face_key AS similar_face_key, a.thumbnail, b.thumbnail AS similar_thumbnail
FROM pair_similarities
JOIN faces a USING (face_id)
JOIN faces b ON b.face_id = similar_face_id
ORDER BY similarity DESC, a.photo, b.photo, face_id, similar_face_id;
COMMENT ON VIEW similar_faces IS 'Pairs of faces that a search found, in both directions, most similar first; also those far below 80 % where a search was told to look there, as calibrate --search does';
COMMENT ON COLUMN similar_faces.photo IS 'Photo of the first face';
COMMENT ON COLUMN similar_faces.similar_photo IS 'Photo of the second face';
COMMENT ON COLUMN similar_faces.similarity IS 'Similarity of the two faces, 0 to 100; the higher where both were searched';
COMMENT ON COLUMN similar_faces.face_id IS 'First face';
COMMENT ON COLUMN similar_faces.similar_face_id IS 'Second face';
COMMENT ON COLUMN similar_faces.face_key IS 'First face, as in faces.face_key';
COMMENT ON COLUMN similar_faces.similar_face_key IS 'Second face, as in faces.face_key';
COMMENT ON COLUMN similar_faces.thumbnail IS 'Thumbnail of the first face';
COMMENT ON COLUMN similar_faces.similar_thumbnail IS 'Thumbnail of the second face';

CREATE OR REPLACE VIEW photo_summary AS
WITH of_faces AS (
  SELECT photo,
    list_sort(list(DISTINCT exclude_reason) FILTER (exclude_reason IS NOT NULL)) AS exclude_reasons,
    list_sort(list(DISTINCT coalesce(person_name, person)) FILTER (person IS NOT NULL)) AS people,
    count(thumbnail) AS thumbnails
  FROM faces LEFT JOIN people USING (face_id)
  GROUP BY photo
), of_matches AS (
  SELECT photo, max(similarity) AS best_similarity, arg_max(similar_photo, similarity) AS most_similar_photo
  FROM similar_faces WHERE photo <> similar_photo
  GROUP BY photo
)
SELECT photo, status, reason, detected_faces, kept_faces, coalesce(thumbnails, 0) AS thumbnails,
  exclude_reasons, people, most_similar_photo, best_similarity, duplicate_of, engine, model_version, analysed_at
FROM photos LEFT JOIN of_faces USING (photo) LEFT JOIN of_matches USING (photo);
COMMENT ON VIEW photo_summary IS 'One row per photo: what became of it, who is in it, which photo is most like it';
COMMENT ON COLUMN photo_summary.thumbnails IS 'Faces of the photo that have a thumbnail';
COMMENT ON COLUMN photo_summary.exclude_reasons IS 'Why faces of the photo were not kept';
COMMENT ON COLUMN photo_summary.people IS 'Names of the people in the photo, or their identifiers';
COMMENT ON COLUMN photo_summary.most_similar_photo IS 'Photo with the face most similar to one in this photo; NULL where no search found any';
COMMENT ON COLUMN photo_summary.best_similarity IS 'Similarity of those two faces, 0 to 100';

CREATE OR REPLACE VIEW age_bands AS
SELECT coalesce(format('{} to {}', age_low // 10 * 10, age_low // 10 * 10 + 9), 'not measured') AS age_band,
  count(*) AS faces,
  count(*) FILTER (kept) AS kept_faces,
  round(count(*) / sum(count(*)) OVER (), 4) AS share
FROM faces
GROUP BY age_band
ORDER BY min(age_low);
COMMENT ON VIEW age_bands IS 'Faces by the lower end of their age range, in tens of years';
COMMENT ON COLUMN age_bands.age_band IS 'Lower end of the age range, years, in tens';
COMMENT ON COLUMN age_bands.faces IS 'Faces in the band';
COMMENT ON COLUMN age_bands.kept_faces IS 'Of these, faces that stayed in the collection';
COMMENT ON COLUMN age_bands.share IS 'Share of all faces, 0 to 1';

CREATE OR REPLACE VIEW quality_bands AS
WITH measured AS (
  UNPIVOT (SELECT face_key, kept, coalesce(brightness, -1) AS brightness, coalesce(sharpness, -1) AS sharpness FROM faces)
  ON brightness, sharpness INTO NAME measure VALUE value
)
SELECT measure,
  CASE WHEN value < 0 THEN 'not measured'
    ELSE format('{} to {}', least(floor(value / 10), 9)::INTEGER * 10, least(floor(value / 10), 9)::INTEGER * 10 + 10)
  END AS band,
  count(*) AS faces,
  count(*) FILTER (kept) AS kept_faces,
  round(count(*) / sum(count(*)) OVER (PARTITION BY measure), 4) AS share
FROM measured
GROUP BY measure, band
ORDER BY measure, min(value);
COMMENT ON VIEW quality_bands IS 'Faces by brightness and by sharpness, in tens';
COMMENT ON COLUMN quality_bands.measure IS 'brightness or sharpness';
COMMENT ON COLUMN quality_bands.band IS 'Value, in tens';
COMMENT ON COLUMN quality_bands.faces IS 'Faces in the band';
COMMENT ON COLUMN quality_bands.kept_faces IS 'Of these, faces that stayed in the collection';
COMMENT ON COLUMN quality_bands.share IS 'Share of all faces, 0 to 1';

CREATE OR REPLACE VIEW emotion_share AS
SELECT coalesce(top_emotion, 'not measured') AS emotion,
  count(*) AS faces,
  round(count(*) / sum(count(*)) OVER (), 4) AS share,
  round(avg(top_emotion_confidence), 2) AS mean_confidence
FROM faces
GROUP BY emotion
ORDER BY faces DESC, emotion;
COMMENT ON VIEW emotion_share IS 'Faces by their strongest emotion';
COMMENT ON COLUMN emotion_share.emotion IS 'Strongest emotion';
COMMENT ON COLUMN emotion_share.faces IS 'Faces that show it most';
COMMENT ON COLUMN emotion_share.share IS 'Share of all faces, 0 to 1';
COMMENT ON COLUMN emotion_share.mean_confidence IS 'Mean confidence in it, 0 to 100';

CREATE OR REPLACE VIEW duplicates_and_near_duplicates AS
WITH same_bytes AS (
  SELECT 'same bytes' AS kind, duplicate_of AS photo, photo AS other_photo, NULL::DOUBLE AS similarity
  FROM photos WHERE status = 'DUPLICATE' AND duplicate_of IS NOT NULL
), alike AS (
  SELECT a.photo, b.photo AS other_photo, a.ordinal, b.ordinal AS other_ordinal, similarity,
    -- Landmarks are shares of width and height; where a size is unknown, both pictures are taken for square.
    CASE WHEN q.width > 0 AND p.width > 0 THEN p.width / p.height ELSE 1 END AS aspect,
    CASE WHEN q.width > 0 AND p.width > 0 THEN q.width / q.height ELSE 1 END AS other_aspect
  FROM similar_faces
  JOIN faces a USING (face_key)
  JOIN faces b ON b.face_key = similar_face_key
  JOIN photos p ON p.photo = a.photo
  JOIN photos q ON q.photo = b.photo
  WHERE a.photo < b.photo AND similarity >= 99.9
), points AS (
  SELECT photo AS other_photo, ordinal AS other_ordinal, false AS is_mirrored, type, x, y FROM landmarks
  UNION ALL
  SELECT photo, ordinal, true,
    replace(replace(replace(replace(replace(replace(type,
      'left', '#'), 'right', 'left'), '#', 'right'), 'Left', '#'), 'Right', 'Left'), '#', 'Right'),
    -x, y FROM landmarks
), fits AS (
  SELECT alike.photo, other_photo, similarity,
    -- What remains once one face's landmarks were moved, turned and scaled onto the other's: 0 is the same shape. A
    -- least-squares fit of points as complex numbers (D. G. Kendall, Shape Manifolds, 1984).
    1 - (
      (covar_pop(l.x * aspect, m.x * other_aspect) + covar_pop(l.y, m.y)) ** 2
      + (covar_pop(l.x * aspect, m.y) - covar_pop(l.y, m.x * other_aspect)) ** 2
    ) / nullif(
      (var_pop(l.x * aspect) + var_pop(l.y)) * (var_pop(m.x * other_aspect) + var_pop(m.y)), 0
    ) AS unlike
  FROM alike
  JOIN landmarks l ON l.photo = alike.photo AND l.ordinal = alike.ordinal
  JOIN points m USING (other_photo, other_ordinal, type)
  GROUP BY alike.photo, other_photo, similarity, alike.ordinal, other_ordinal, is_mirrored
  HAVING count(*) >= 5
), same_picture AS (
  SELECT 'same picture' AS kind, photo, other_photo, min(similarity) AS similarity
  FROM fits
  -- The edited copies of the sample photos (smaller, cropped, mirrored, turned, darker) are closer, all 80 pairs; the
  -- closest two photos of one sitting among the recorded ones are at 0.018.
  WHERE unlike < 0.015 ** 2
  GROUP BY photo, other_photo
)
FROM same_bytes UNION ALL FROM same_picture
ORDER BY kind, photo, other_photo;
COMMENT ON VIEW duplicates_and_near_duplicates IS 'Photos with the same bytes, and photos that show a face as good as identical (similarity 99.9 or more) with its landmarks in the same places, to 1.5 % of their spread, wherever in the picture, also as in a mirror: resized, cropped, mirrored, retouched, or taken in one burst';
COMMENT ON COLUMN duplicates_and_near_duplicates.kind IS 'same bytes or same picture';
COMMENT ON COLUMN duplicates_and_near_duplicates.photo IS 'First photo';
COMMENT ON COLUMN duplicates_and_near_duplicates.other_photo IS 'Second photo';
COMMENT ON COLUMN duplicates_and_near_duplicates.similarity IS 'Lowest similarity of the faces that coincide, 0 to 100; NULL for same bytes';

CREATE OR REPLACE VIEW spend AS
SELECT called_at::DATE AS day, source, engine, operation, sum(calls)::BIGINT AS calls, sum(usd) AS usd,
  sum(list_usd) AS would_have_cost
FROM api_calls
GROUP BY ALL
ORDER BY day, source, engine, operation;
COMMENT ON VIEW spend IS 'Paid calls and US dollars by day, command and operation';
COMMENT ON COLUMN spend.day IS 'Day of the calls, UTC';
COMMENT ON COLUMN spend.calls IS 'How many calls';
COMMENT ON COLUMN spend.usd IS 'US dollars that were charged: 0 for what this computer answered';
COMMENT ON COLUMN spend.would_have_cost IS 'US dollars that AWS charges for such calls, made there or not';
