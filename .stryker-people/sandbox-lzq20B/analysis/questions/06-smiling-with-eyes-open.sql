-- Which kept faces smile with open eyes, judged with 90 % confidence or more?
SELECT photo, round(smile_confidence, 1) AS smile, round(eyes_open_confidence, 1) AS eyes_open
FROM faces
WHERE kept AND smile AND smile_confidence >= 90 AND eyes_open AND eyes_open_confidence >= 90
ORDER BY smile_confidence DESC, photo, ordinal
LIMIT 5;
