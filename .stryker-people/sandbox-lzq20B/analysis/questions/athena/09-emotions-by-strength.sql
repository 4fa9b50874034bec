SELECT coalesce(top_emotion, 'not measured') AS emotion,
  count(*) AS faces,
  round(CAST(count(*) AS double) / sum(count(*)) OVER (), 4) AS share,
  round(avg(top_emotion_confidence), 2) AS mean_confidence
FROM faces
GROUP BY top_emotion
ORDER BY faces DESC, emotion;
