/** Most faces on one page of ListFaces, and in one request of DeleteFaces. */
export const FACES_PER_CALL = 4096;
/** Most faces of one photo that IndexFaces indexes: the largest ones. */
export const FACES_PER_PHOTO = 100;
/** Most faces of one user of a collection, and in one request of AssociateFaces or DisassociateFaces. */
export const FACES_PER_USER = 100;
/** Most users on one page of ListUsers, and in one answer of a search for users. */
export const USERS_PER_CALL = 500;
