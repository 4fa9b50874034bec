-- Which photos have a face similar to one in alice1.jpg, and by how much?
SELECT similar_photo, round(max(similarity), 2) AS similarity
FROM similar_faces
WHERE photo = 'alice1.jpg' AND similarity >= 80
GROUP BY similar_photo
ORDER BY similarity DESC, similar_photo;
