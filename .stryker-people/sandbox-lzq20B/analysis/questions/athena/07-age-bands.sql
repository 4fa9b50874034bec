SELECT coalesce(CAST(age_low / 10 * 10 AS varchar) || ' to ' || CAST(age_low / 10 * 10 + 9 AS varchar), 'not measured')
    AS age_band,
  count(*) AS faces,
  count(*) FILTER (WHERE kept) AS kept_faces,
  round(CAST(count(*) AS double) / sum(count(*)) OVER (), 4) AS share
FROM faces
GROUP BY age_low / 10
ORDER BY min(age_low);
