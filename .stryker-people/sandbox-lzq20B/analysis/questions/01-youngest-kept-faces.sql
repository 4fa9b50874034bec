-- Whose kept faces look youngest?
SELECT photo, age_low, age_high, round(brightness, 1) AS brightness
FROM faces
WHERE kept
ORDER BY age_low, age_high, photo, ordinal
LIMIT 5;
