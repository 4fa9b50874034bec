// @ts-nocheck
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readPhotos } from "../../analysis/report/data/read-photos.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";

const datas = mkdtempSync(join(tmpdir(), "report-photos-"));
afterAll(() => rmSync(datas, { recursive: true, force: true }));

it("shows beside each name that photo's own bytes, reason and size, in the order people count", async () => {
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    await connection.run(`
insert into photos (photo, name, key, moved_to, status, reason, message, detected_faces, duplicate_of, width, height,
    kept_faces, analysed_at)
values
  ('p10.jpg', 'p10', 'uploads/p10.jpg', 'rejected/NoFaceError/p10.jpg', 'REJECTED', 'NoFaceError', 'empty', 0, null,
    640, 480, 0, now()),
  ('p2.jpg', 'p2', 'uploads/p2.jpg', null, 'DONE', null, null, 1, null, 300, 200, 1, now()),
  ('p3.jpg', 'p3', 'uploads/p3.jpg', null, 'DUPLICATE', null, null, null, 'p2.jpg', null, null, 0, now()),
  ('p1.jpg', 'p1', 'uploads/p1.jpg', null, 'REJECTED', 'FaceRequirementError', 'too dark', 1, null, 10, null, 0, now()),
  ('p4.jpg', 'p4', 'uploads/p4.jpg', null, 'CLAIMED', null, null, null, null, null, null, 0, now());
insert into faces (face_key, photo, ordinal, kept, exclude_reason) values
  ('p1.jpg#1', 'p1.jpg', 1, false, 'blurred'), ('p1.jpg#2', 'p1.jpg', 2, false, null),
  ('p1.jpg#3', 'p1.jpg', 3, false, 'blurred'), ('p2.jpg#1', 'p2.jpg', 1, true, null);`);
    const { photos, places } = await readPhotos(connection);
    expect(photos.map(({ photo }) => photo)).toEqual(["p1.jpg", "p2.jpg", "p3.jpg", "p10.jpg"]);
    const [dark, done, copy, empty] = photos;
    expect(dark).toMatchObject({ message: "blurred; not kept", detected: 1 });
    expect(dark!.others!.map(({ why }) => why)).toEqual(["blurred", "not kept", "blurred"]);
    expect(dark).not.toHaveProperty("width");
    expect(done).toEqual({ photo: "p2.jpg", width: 300, height: 200 });
    expect(copy).toMatchObject({ photo: "p3.jpg", message: "the same as p2.jpg" });
    expect(copy).not.toHaveProperty("detected");
    expect(empty).toMatchObject({ width: 640, height: 480, message: "empty", detected: 0 });
    expect(Object.fromEntries([...places].map(([photo, { key, path }]) => [photo, [key, path]]))).toEqual({
      "p1.jpg": ["uploads/p1.jpg", "uploads/p1.jpg"],
      "p2.jpg": ["uploads/p2.jpg", "uploads/p2.jpg"],
      "p3.jpg": ["uploads/p3.jpg", "uploads/p3.jpg"],
      "p10.jpg": ["rejected/NoFaceError/p10.jpg", "rejected/NoFaceError/p10.jpg"],
    });
  });
});
