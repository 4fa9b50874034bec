-- How old do the people look?
FROM age_bands;
