/** Faces that ListFaces tells on one page, and DeleteFaces takes at once, at most. */
// @ts-nocheck

export const FACES_PER_CALL = 4096;
/** Faces of one photo that IndexFaces indexes, at most: the largest. */
export const FACES_PER_PHOTO = 100;
/** Faces that a user of a collection may have, and that AssociateFaces and DisassociateFaces take at once, at most. */
export const FACES_PER_USER = 100;
/** Users that ListUsers tells on one page, and a search for users answers with, at most. */
export const USERS_PER_CALL = 500;
