import { expect, it } from "vitest";
import {
  type ForgetPlan,
  faceIdsOf,
  type PlanForgetOptions,
  planForget,
  resultKeys,
} from "../../analysis/forget/plan-forget.ts";
import { withDatabase } from "../../analysis/tables/database.ts";

/**
 * Ada alone on one.jpg and its copies; Ada and Bob on two.jpg; Ada beside a face that is nobody's on three.jpg, beside
 * one that was not kept on four.jpg, and twice on five.jpg. near.jpg shows nearly the picture of one.jpg.
 */
const FILL = `
insert into photos (photo, name, key, bucket, moved_to, status, duplicate_of, etag, content_sha256,
  kept_faces, analysed_at) values
  ('one.jpg', 'one', 'uploads/one.jpg', 'b', null, 'DONE', null, 'e1', 's1', 1, now()),
  ('copy.jpg', 'copy', 'uploads/copy.jpg', 'b', null, 'DUPLICATE', 'one.jpg', 'e2', null, 1, now()),
  ('etag.jpg', 'etag', 'uploads/etag.jpg', 'b', null, 'PROCESSING', null, 'e1', null, 1, now()),
  ('parts.jpg', 'parts', 'uploads/parts.jpg', 'b', 'rejected/parts.jpg', 'REJECTED', null, 'e3-2', 's1', 1, now()),
  ('two.jpg', 'two', 'uploads/two.jpg', null, null, 'DONE', null, null, null, 1, now()),
  ('three.jpg', 'three', 'uploads/three.jpg', null, null, 'DONE', null, 'e5', null, 1, now()),
  ('four.jpg', 'four', 'uploads/four.jpg', null, null, 'DONE', null, 'e6', null, 1, now()),
  ('five.jpg', 'five', 'uploads/five.jpg', null, null, 'DONE', null, 'e7', null, 1, now()),
  ('near.jpg', 'near', 'uploads/near.jpg', null, null, 'DONE', null, 'e8', null, 1, now());
insert into faces (face_key, face_id, photo, ordinal, kept, external_image_id, box_left, box_top, box_width, box_height) values
  ('one.jpg#1', 'ada1', 'one.jpg', 1, true, 'e1', .1, .1, .2, .2),
  ('two.jpg#1', 'ada2', 'two.jpg', 1, true, 'outside', .5, .5, .1, .1),
  ('two.jpg#2', 'bob2', 'two.jpg', 2, true, 'outside', .7, .7, .1, .1),
  ('three.jpg#1', 'ada3', 'three.jpg', 1, true, 'e5', .3, .3, .1, .1),
  ('three.jpg#2', 'who3', 'three.jpg', 2, true, 'e5', .6, .3, .1, .1),
  ('four.jpg#1', 'ada4', 'four.jpg', 1, true, 'e6', .3, .6, .1, .1),
  ('four.jpg#2', null, 'four.jpg', 2, false, 'e6', .6, .6, .1, .1),
  ('five.jpg#1', 'ada5', 'five.jpg', 1, true, 'e7', .2, .7, .1, .1),
  ('five.jpg#2', 'ada6', 'five.jpg', 2, true, 'e7', .5, .7, .1, .1),
  ('near.jpg#1', 'eve1', 'near.jpg', 1, true, 'e8', .1, .1, .2, .2);
insert into landmarks (photo, ordinal, type, x, y) select photo, 1, type, x, y
  from (values ('one.jpg'), ('near.jpg')) p(photo),
    (values ('eyeLeft', .2, .2), ('eyeRight', .3, .2), ('nose', .25, .3), ('mouthLeft', .21, .4), ('mouthRight', .29, .4))
      l(type, x, y);
insert into searches (face_id, path, searched_at, matches, truncated) values ('ada1', 'ada1', now(), 1, false);
insert into matches (face_id, match_face_id, similarity) values ('ada1', 'eve1', 99.9);
insert into people (face_id, person, person_name) values
  ('ada1', 'P1', 'Ada'), ('ada2', 'P1', 'Ada'), ('ada3', 'P1', 'Ada'), ('ada4', 'P1', 'Ada'), ('ada5', 'P1', 'Ada'),
  ('ada6', 'P1', 'Ada'), ('bob2', 'P2', 'two'), ('eve1', 'P3', null);`;

const plan = (subject: string, options: Partial<PlanForgetOptions> = {}): Promise<ForgetPlan> =>
  withDatabase(":memory:", {}, async (connection) => {
    await connection.run(FILL);
    return planForget(connection, subject, { deletePhotos: false, ...options });
  });

const namesOf = ({ photos, faces, nearDuplicates }: ForgetPlan) => ({
  photos: photos.map(({ photo }) => photo),
  faces: faces.map(({ faceId }) => faceId),
  nearDuplicates,
});

const SAME_BYTES = ["copy.jpg", "etag.jpg", "one.jpg", "parts.jpg"];

it.each(["one.jpg", "one"])(
  "takes a photo (%s) with all of the same bytes, and names what would bring it back",
  async (subject) => {
    const found = await plan(subject);
    expect(namesOf(found)).toEqual({ photos: SAME_BYTES, faces: [], nearDuplicates: ["near.jpg"] });
    expect(found.subject).toBe(subject);
    expect(found.photos[2]).toEqual({
      photo: "one.jpg",
      name: "one",
      bucket: "b",
      pictures: ["uploads/one.jpg"],
      etag: "e1",
      contentSha256: "s1",
      faceIds: ["ada1"],
    });
    expect(found.photos[3]).toMatchObject({
      pictures: ["uploads/parts.jpg", "rejected/parts.jpg"],
      faceIds: [],
    });
  },
);

it("finds the near duplicate from its other side too", async () => {
  expect(namesOf(await plan("near.jpg"))).toEqual({
    photos: ["near.jpg"],
    faces: [],
    nearDuplicates: ["one.jpg"],
  });
});

it.each(["P1", "p1", "Ada"])(
  "takes the photos of a person (%s) that show nobody else who was kept, and the face on others",
  async (subject) => {
    const found = await plan(subject);
    expect(namesOf(found)).toEqual({
      photos: ["copy.jpg", "etag.jpg", "five.jpg", "four.jpg", "one.jpg", "parts.jpg"],
      faces: ["ada3", "ada2"],
      nearDuplicates: ["near.jpg"],
    });
    expect(found.person).toEqual({ id: "P1", name: "Ada", faces: 6 });
    // The etag of the photo, or what the collection says where the photo has none.
    expect(found.faces).toEqual([
      { faceId: "ada3", photo: "three.jpg", name: "three", etag: "e5" },
      { faceId: "ada2", photo: "two.jpg", name: "two", etag: "outside" },
    ]);
    expect(faceIdsOf(found).sort()).toEqual(["ada1", "ada2", "ada3", "ada4", "ada5", "ada6"]);
  },
);

it("takes the photos with others on them as well where that was asked for", async () => {
  const found = await plan("P1", { deletePhotos: true });
  expect(namesOf(found).faces).toEqual([]);
  expect(namesOf(found).photos).toEqual(
    [...SAME_BYTES, "five.jpg", "four.jpg", "three.jpg", "two.jpg"].sort(),
  );
});

it.each([
  ["ada1", "a FaceId"],
  ["one.jpg#1", "a face's place on its photo"],
])("takes one face alone, though it is alone on its photo, by %s (%s)", async (subject) => {
  expect(namesOf(await plan(subject))).toEqual({ photos: [], faces: ["ada1"], nearDuplicates: [] });
  expect(namesOf(await plan(subject, { deletePhotos: true })).photos).toEqual(SAME_BYTES);
});

it("takes a person of one face as a person", async () => {
  expect(namesOf(await plan("P3")).photos).toEqual(["near.jpg"]);
});

it("refuses a word that is a photo and a person, and one that is nothing, and says what to give", async () => {
  await expect(plan("two")).rejects.toThrow(
    "two is a photo (two.jpg) and a person (P2). Name one of the two: two.jpg or P2.",
  );
  expect(namesOf(await plan("two.jpg")).photos).toEqual(["two.jpg"]);
  await expect(plan("Carol")).rejects.toThrow(
    /^No photo, face or person here is called Carol\. Give a photo, a FaceId, photo#ordinal or a person\. Sync first if .*: npx lookalike sync$/,
  );
  // It has no FaceId, so nothing of it is in a collection.
  await expect(plan("four.jpg#2")).rejects.toThrow(/^No photo, face or person here is called four\.jpg#2\./);
});

it.each([
  ["ada1", "one.jpg#1"],
  ["one.jpg#1", "ada1"],
])("refuses the name of a person that is also a face's (%s)", async (name, other) => {
  const found = withDatabase(":memory:", {}, async (connection) => {
    await connection.run(FILL);
    await connection.run("update people set person_name = $1 where person = 'P3'", [name]);
    return planForget(connection, name, { deletePhotos: false });
  });
  await expect(found).rejects.toThrow(
    `${name} is a face (${other}) and a person (P3). Name one of the two: ${other} or P3.`,
  );
});

it("names the documents and thumbnails of a photo", () => {
  expect(resultKeys({ name: "a/one", faceIds: ["f1", "f2"] })).toEqual([
    "detect-faces/a/one.json",
    "index-faces/a/one.json",
    "keep-faces/a/one.json",
    "photos/a/one.json",
    "thumbnails/f1.jpg",
    "thumbnails/f2.jpg",
  ]);
});
