WITH pairs AS (
  SELECT face_id, match_face_id, similarity FROM matches
  UNION ALL
  SELECT match_face_id, face_id, similarity FROM matches
)
SELECT b.photo AS similar_photo, round(max(similarity), 2) AS similarity
FROM pairs
JOIN faces a ON a.face_id = pairs.face_id
JOIN faces b ON b.face_id = pairs.match_face_id AND b.model_version IS NOT DISTINCT FROM a.model_version
WHERE a.photo = 'alice1.jpg' AND a.face_id <> b.face_id AND similarity >= 80
GROUP BY b.photo
ORDER BY similarity DESC, b.photo;
