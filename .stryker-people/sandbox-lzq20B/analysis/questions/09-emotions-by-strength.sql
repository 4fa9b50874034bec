-- Which emotions are seen, and how sure is the engine?
FROM emotion_share;
