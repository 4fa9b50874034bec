-- Which kept faces came closest to being too dark or too blurred (both limits are 40 by default)?
SELECT photo, round(brightness, 1) AS brightness, round(sharpness, 1) AS sharpness
FROM faces
WHERE kept
ORDER BY least(brightness, sharpness), photo, ordinal
LIMIT 5;
