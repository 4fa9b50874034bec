WITH pairs AS (
  SELECT face_id, match_face_id, similarity FROM matches
  UNION ALL
  SELECT match_face_id, face_id, similarity FROM matches
)
SELECT a.photo, b.photo AS similar_photo, round(max(similarity), 3) AS similarity
FROM pairs
JOIN faces a ON a.face_id = pairs.face_id
JOIN faces b ON b.face_id = pairs.match_face_id AND b.model_version IS NOT DISTINCT FROM a.model_version
WHERE a.photo < b.photo
GROUP BY a.face_id, b.face_id, a.photo, b.photo
ORDER BY similarity DESC, a.photo, b.photo
LIMIT 5;
