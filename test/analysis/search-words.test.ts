import { join } from "node:path";
import { expect, it } from "vitest";
import { explained } from "../../analysis/people/explain-refusal.ts";
import { peopleLines } from "../../analysis/people/print-people.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { matchTable } from "../../analysis/search/print-matches.ts";
import { reasonWithoutFace } from "../../analysis/search/reason-without-face.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

async function tables(faces: number, sql: string): Promise<string> {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { faces, people: 1, rejected: 1, hasThumbnails: false });
  await withDatabase(join(datas, DATABASE_FILE), {}, (connection) => connection.run(sql).then(() => {}));
  return datas;
}

it("knows why a photo has no face to search with", async () => {
  const datas = await tables(
    3,
    `UPDATE photos SET status = 'DUPLICATE', duplicate_of = 'photo0.jpg' WHERE photo = 'photo1.jpg';
     UPDATE photos SET status = 'FAILED', message = 'The disk is full' WHERE photo = 'photo2.jpg'`,
  );
  const reason = (subject: string) => reasonWithoutFace(datas, subject);
  expect(await reason("photo1.jpg")).toBe("a duplicate of photo0.jpg: search with that one");
  expect(await reason("photo1.jpg#1")).toBe("a duplicate of photo0.jpg: search with that one");
  expect(await reason("empty0.jpg")).toBe("which was not kept: no face was found");
  expect(await reason("photo2.jpg")).toBe("which failed: The disk is full");
  expect(await reason("photo0.jpg#7")).toBe("which is no kept face of that photo");
  expect(await reason("nowhere.jpg")).toBeUndefined();
});

it("says person where it expects one, and counts one person and one face as one", async () => {
  const datas = await tables(1, "DELETE FROM matches");
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    const people = await updatePeople(connection, { datas });
    expect(peopleLines(people)).toEqual(["1 person in 1 face. Not listed: 1 seen once."]);
    await expect(explained(() => people.name("P999", "Bob"))).rejects.toThrow(
      /^No person P999\. A person is an id \(P1\), a name, or one of their faces\./,
    );
    await people.name("photo0.jpg", "Bob");
    expect(peopleLines(await updatePeople(connection, { datas })).at(-1)).toBe("1 person in 1 face.");
  });
});

it("shows similarities to two decimals, of which only the very same is 100, and rows within the terminal beside one long name", () => {
  const match = (photo: string, similarity: number) => ({
    faceId: "0".repeat(36),
    similarity,
    faceKey: null,
    photo,
    thumbnail: null,
    side: 213,
  });
  const matches = [match("a.jpg", 99.99876543), match(`${"long".repeat(40)}.jpg`, 90)];
  const answer = { photo: "b.jpg", matches, truncated: false, cached: true };
  const [heading, short, long] = matchTable(answer, 100);
  expect(heading!.length).toBeLessThanOrEqual(100);
  expect(short).toHaveLength(100);
  expect(short).toContain("   99.99 %  213 px  a.jpg ");
  expect(long).toContain(`${"long".repeat(40)}.jpg  0000`);
});
