-- Do faces in profile find fewer matches? (yaw in degrees, 0 looks into the camera)
SELECT CASE WHEN abs(yaw) < 15 THEN 'frontal' WHEN abs(yaw) < 40 THEN 'half turned' ELSE 'profile' END AS view,
  count(DISTINCT face_key) AS faces,
  round(avg(similarity), 2) AS mean_similarity,
  round(min(similarity), 2) AS lowest_similarity
FROM faces JOIN similar_faces USING (face_key)
WHERE similarity >= 80
GROUP BY view
ORDER BY mean_similarity DESC;
