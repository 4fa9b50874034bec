/** How a table's rows come by their ingest date, the UTC day of what they tell, and the order they are written in. */
interface ExportedTable {
  /** The join that gives the table `t` its date. */
  join?: string;
  date: string;
  order: string;
}

const OF_PHOTO = { join: "JOIN photos USING (photo)", date: "photos.analysed_at" };

export const EXPORTED: Record<string, ExportedTable> = {
  photos: { date: "t.analysed_at", order: "photo" },
  faces: { ...OF_PHOTO, order: "t.photo, ordinal" },
  emotions: { ...OF_PHOTO, order: "t.photo, ordinal, type" },
  landmarks: { ...OF_PHOTO, order: "t.photo, ordinal, type" },
  thumbnails: { date: "t.written_at", order: "face_id" },
  searches: { date: "t.searched_at", order: "face_id" },
  matches: {
    join: "JOIN searches USING (face_id)",
    date: "searches.searched_at",
    order: "t.face_id, match_face_id",
  },
  people: {
    join: "JOIN (SELECT face_id, min(analysed_at) AS analysed_at FROM faces JOIN photos USING (photo) GROUP BY face_id) f USING (face_id)",
    date: "f.analysed_at",
    order: "person, t.face_id",
  },
  api_calls: { date: "t.called_at", order: "ALL" },
};
