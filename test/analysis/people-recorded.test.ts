import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { labelsByName, pairwiseAgreement } from "../../analysis/people/evaluate.ts";
import type { People } from "../../analysis/people/people.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { refreshTables } from "../../analysis/tables/ledger/refresh-tables.ts";
import { RECORDED } from "../recorded.ts";

describe.skipIf(!RECORDED)("people of Rekognition's real answers (needs the recorded photos)", () => {
  let datas: string;
  const update = () =>
    withDatabase(join(datas, "faces.duckdb"), {}, (connection) => updatePeople(connection, { datas }));
  const groupsOf = (people: People) =>
    people.list().map(({ places }) => places.map((place) => people.graph.faces[place]!.faceId));

  beforeAll(async () => {
    datas = await mkdtemp(join(tmpdir(), "people-"));
    for (const folder of ["detect-faces", "index-faces", "keep-faces", "thumbnails"]) {
      await cp(`${RECORDED}datas/${folder}`, join(datas, folder), { recursive: true });
    }
    await cp(`${RECORDED}searchs`, join(datas, "searchs"), { recursive: true });
    await refreshTables(datas);
  });
  afterAll(() => rm(datas, { recursive: true, force: true }));

  it("are never two of the women in one, and most of each woman's faces together", async () => {
    const people = await update();
    const agreement = pairwiseAgreement(groupsOf(people), labelsByName(people.graph.faces));
    console.log(
      `precision ${agreement.precision.toFixed(3)}, recall ${agreement.recall.toFixed(3)}, F1 ${agreement.f1.toFixed(3)}`,
    );
    expect(agreement.falsePositives).toBe(0);
    expect(agreement.recall).toBeGreaterThan(0.8);
  });

  it("are in the table with a confidence, the same on every run", async () => {
    const table = () =>
      withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        rows<{ person: string; confidence: number | null }>(
          connection,
          "SELECT person, person_confidence AS confidence FROM people ORDER BY face_id",
        ),
      );
    await update();
    const first = await table();
    expect(first).toHaveLength(41);
    expect(first.filter(({ confidence }) => confidence !== null && confidence > 80).length).toBeGreaterThan(
      30,
    );
    await update();
    expect(await table()).toEqual(first);
  });

  it("follow decisions, keep their ids and names through them, and come back when they are undone", async () => {
    const people = await update();
    const before = people.rows();
    const alice = people.person("alice1.jpg").id;
    await people.name(alice, "Alice");
    await people.different("alice1.jpg", "alice4.jpg");
    await people.same("emma7.jpg", "emma1.jpg");
    await people.ignore(["emma8.jpg"]);
    expect(people.personOf("alice4.jpg")).not.toBe(people.personOf("alice1.jpg"));
    expect(people.personOf("emma7.jpg")).toBe(people.personOf("emma1.jpg"));
    expect(people.ignored()).toHaveLength(1);
    expect(people.person("alice").id).toBe(alice);
    await people.save();
    const again = await update();
    expect(again.rows()).toEqual(people.rows());
    for (let i = 0; i < 4; i++) await again.undo();
    expect(again.rows()).toEqual(before);
  });

  it("do not depend on how far down anybody searched", async () => {
    const before = (await update()).rows();
    await withDatabase(join(datas, "faces.duckdb"), {}, async (connection) => {
      // What a search down to 0 % would have added: everybody else, not alike.
      await connection.run(
        `INSERT INTO matches (face_id, match_face_id, similarity, model_version)
         SELECT a.face_id, b.face_id, 79.9 - (hash(a.face_id, b.face_id) % 800) / 10, a.model_version
         FROM faces a JOIN searches s USING (face_id) JOIN faces b ON a.kept AND b.kept AND a.face_id <> b.face_id
         WHERE NOT EXISTS (FROM matches m WHERE m.face_id = a.face_id AND m.match_face_id = b.face_id)`,
      );
      await connection.run("UPDATE searches SET threshold = 0");
    });
    expect((await update()).rows()).toEqual(before);
  });
});
