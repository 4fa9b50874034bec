WITH pairs AS (
  SELECT face_id, match_face_id, similarity FROM matches
  UNION ALL
  SELECT match_face_id, face_id, similarity FROM matches
), similar_faces AS (
  SELECT a.face_key, a.yaw, max(similarity) AS similarity
  FROM pairs
  JOIN faces a ON a.face_id = pairs.face_id
  JOIN faces b ON b.face_id = pairs.match_face_id AND b.model_version IS NOT DISTINCT FROM a.model_version
  WHERE a.face_id <> b.face_id
  GROUP BY a.face_key, a.yaw, b.face_key
)
SELECT CASE WHEN abs(yaw) < 15 THEN 'frontal' WHEN abs(yaw) < 40 THEN 'half turned' ELSE 'profile' END AS view,
  count(DISTINCT face_key) AS faces,
  round(avg(similarity), 2) AS mean_similarity,
  round(min(similarity), 2) AS lowest_similarity
FROM similar_faces
WHERE similarity >= 80
GROUP BY 1
ORDER BY mean_similarity DESC;
