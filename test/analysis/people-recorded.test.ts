import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide } from "../../analysis/people/decide.ts";
import { labelsByName, pairwiseAgreement } from "../../analysis/people/evaluate.ts";
import { type GroupedPeople, updatePeople } from "../../analysis/people/update-people.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { refreshTables } from "../../analysis/tables/ledger/refresh-tables.ts";
import { RECORDED } from "../recorded.ts";

describe.skipIf(!RECORDED)("people of Rekognition's real answers (needs the recorded photos)", () => {
  let datas: string;
  const update = () =>
    withDatabase(join(datas, "faces.duckdb"), {}, (connection) => updatePeople(connection, { datas }));
  const personOf = ({ rows }: GroupedPeople, faceKey: string) =>
    rows.find((row) => row.faceKey === faceKey)!.person;

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
    const { people, graph } = await update();
    const agreement = pairwiseAgreement(
      people.map(({ faceIds }) => faceIds),
      labelsByName(graph.faces),
    );
    console.log(
      `precision ${agreement.precision.toFixed(3)}, recall ${agreement.recall.toFixed(3)}, F1 ${agreement.f1.toFixed(3)}`,
    );
    expect(agreement.falsePositives).toBe(0);
    expect(agreement.recall).toBeGreaterThan(0.8);
  });

  it("are in the table with a confidence, the same on every run", async () => {
    const table = () =>
      withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        rows<{ person: string; confidence: number | null }>(connection, "FROM people ORDER BY face_id"),
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
    let people = await update();
    const before = people.rows;
    const alice = personOf(people, "alice1.jpg#1");
    await decide(datas, ["name", alice, "Alice"], people);
    await decide(datas, ["different", "alice1.jpg", "alice4.jpg"], people);
    await decide(datas, ["same", "emma7.jpg", "emma1.jpg"], people);
    await decide(datas, ["ignore", "emma8.jpg"], people);
    people = await update();
    expect(personOf(people, "alice4.jpg#1")).not.toBe(personOf(people, "alice1.jpg#1"));
    expect(personOf(people, "emma7.jpg#1")).toBe(personOf(people, "emma1.jpg#1"));
    expect(people.ignored).toHaveLength(1);
    const named = people.people.find(({ name }) => name === "Alice")!;
    expect(named.id).toBe(alice);

    await expect(decide(datas, ["same", "alice1.jpg", "nobody.jpg"], people)).rejects.toThrow(/nobody\.jpg/);
    await expect(decide(datas, ["same", "diane2.jpg", "alice1.jpg"], people)).rejects.toThrow(
      /several: diane2\.jpg#1, diane2\.jpg#2/,
    );
    await decide(datas, ["same", "emma2.jpg", "emma7.jpg"], people);
    await expect(decide(datas, ["different", "emma2.jpg", "emma1.jpg"], people)).rejects.toThrow(
      /contradicts what was decided before:\n.*emma/s,
    );
    for (let i = 0; i < 5; i++) await decide(datas, ["undo"], people);
    await expect(decide(datas, ["undo"], people)).rejects.toThrow(/no decision to undo/);
    people = await update();
    expect(people.rows).toEqual(before);
  });
});
