/** Faces that ListFaces tells on one page, and DeleteFaces takes at once, at most. */
export const FACES_PER_CALL = 4096;
/** Faces of one photo that IndexFaces indexes, at most: the largest. */
export const FACES_PER_PHOTO = 100;
