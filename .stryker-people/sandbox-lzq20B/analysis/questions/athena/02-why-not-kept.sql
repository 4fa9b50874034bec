SELECT exclude_reason, count(*) AS faces, array_agg(DISTINCT photo ORDER BY photo) AS photos
FROM faces
WHERE NOT kept
GROUP BY exclude_reason
ORDER BY faces DESC, exclude_reason;
