/** Rekognition's first answers are of that year: exports have no folder before it, and Athena looks for none. */
export const FIRST_INGEST_DATE = "2016-01-01";
