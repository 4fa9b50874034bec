-- Why were faces not kept, and how many for each reason?
SELECT exclude_reason, count(*) AS faces, list(DISTINCT photo ORDER BY photo) AS photos
FROM excluded_faces
GROUP BY exclude_reason
ORDER BY faces DESC, exclude_reason;
