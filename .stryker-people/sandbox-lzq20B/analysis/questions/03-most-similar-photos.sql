-- Which photos show the same face with the highest similarity?
SELECT photo, similar_photo, round(similarity, 3) AS similarity
FROM similar_faces
WHERE photo < similar_photo
ORDER BY similarity DESC, photo, similar_photo
LIMIT 5;
