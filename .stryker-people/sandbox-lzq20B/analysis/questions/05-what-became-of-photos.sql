-- What became of the photos?
SELECT status, reason, count(*) AS photos, sum(detected_faces) AS faces, sum(kept_faces) AS kept
FROM photos
GROUP BY status, reason
ORDER BY photos DESC, status, reason;
