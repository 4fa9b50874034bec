import { join } from "node:path";
import { expect, it } from "vitest";
import { matchesOf } from "../../analysis/search/matches-of.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

const REQUEST = { threshold: DEFAULT_THRESHOLD, maxFaces: 10 };

it("shows a face without a row while it may be new in the collection, not once it has left it", async () => {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { faces: 2, people: 1, matches: 1, hasThumbnails: false });
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    await connection.run(`
      DELETE FROM searches;
      INSERT INTO searches (face_id, path, searched_at, matches, truncated, collection_version)
        SELECT face_id, face_id, now(), 2, false, 'now' FROM faces;
      INSERT INTO matches (face_id, match_face_id, similarity, model_version) VALUES ('face-000000', 'other', 95, '1')`);
    const found = async () =>
      (await matchesOf(connection, "face-000000", REQUEST, "now")).map(({ faceId }) => faceId);
    expect(await found()).toEqual(["face-000001", "other"]);
    await connection.run("UPDATE searches SET collection_version = 'earlier'");
    expect(await found()).toEqual(["face-000001"]);
    // Its own search, made before it left, says no more than that.
    await connection.run(`
      INSERT INTO searches (face_id, path, searched_at, matches, truncated, collection_version)
        VALUES ('other', 'other', now(), 1, false, 'earlier');
      INSERT INTO matches (face_id, match_face_id, similarity, model_version) VALUES ('other', 'face-000000', 95, '1')`);
    expect(await found()).toEqual(["face-000001"]);
    // A search of another system's folder does not say which collection it saw.
    await connection.run("UPDATE searches SET collection_version = NULL");
    expect(await found()).toEqual(["face-000001", "other"]);
  });
});
