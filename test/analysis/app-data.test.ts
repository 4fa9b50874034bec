import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { AppData } from "../../analysis/app/app-data.ts";
import { openPeople } from "../../analysis/people/open-people.ts";
import { DATABASE_FILE, rows, withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { makeUpFaces } from "./made-up-faces.ts";

async function appData(): Promise<{ datas: string; app: AppData }> {
  const datas = await temporaryFolder();
  await makeUpFaces(datas, { faces: 6, people: 3, hasThumbnails: false });
  await withDatabase(join(datas, DATABASE_FILE), {}, (connection) =>
    connection.run(`insert into searches (face_id, path, searched_at, matches, truncated)
  select face_id, face_id, now(), 1, false from faces`),
  );
  await openPeople(datas).then((people) => people.save());
  return { datas, app: await AppData.open(datas) };
}

/** Another process that has the tables to itself, as a run of `npm start` that loads, and adds a photo at the end. */
function loader(database: string) {
  const code = `import { DuckDBInstance } from "@duckdb/node-api";
const instance = await DuckDBInstance.create(process.argv[1]);
const connection = await instance.connect();
console.log("held");
for await (const _ of process.stdin);
await connection.run("insert into photos by name select * replace ('new.jpg' as photo, 'new' as name, 'uploads/new.jpg' as key) from photos limit 1");
await connection.run("insert into faces by name select * replace ('new.jpg#1' as face_key, 'face-new' as face_id, 'new.jpg' as photo) from faces limit 1");
connection.closeSync();
instance.closeSync();`;
  return spawn(process.execPath, ["--input-type=module", "-e", code, database], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

const exitOf = async (child: ReturnType<typeof spawn>) => (await once(child, "exit"))[0] as number;

it("loses nothing where the app, the command line and a run that loads photos write at once", async () => {
  const { datas, app } = await appData();
  const database = join(datas, DATABASE_FILE);
  const loading = loader(database);
  const loaded = exitOf(loading);
  await once(loading.stdout, "data");
  await app.decide((people) => people.name("P1", "Ann"));
  // Longer than the app waits to write its table: it finds the tables taken, and tries again.
  await sleep(900);
  loading.stdin.end();
  const args = ["--import", "tsx", "analysis/people.ts", "name", "P2", "Bea", "--datas", datas];
  const command = spawn(process.execPath, args, { stdio: "ignore" });
  const named = exitOf(command);
  await app.decide((people) => people.split(["photo5.jpg"]));
  expect(await Promise.all([loaded, named])).toEqual([0, 0]);

  await expect
    .poll(async () => {
      await app.look();
      return app.state.people.map(({ name = "", faces }) => [name, faces.length]).sort();
    })
    .toEqual([
      ["", 1],
      ["", 1],
      ["", 1],
      ["Ann", 2],
      ["Bea", 2],
    ]);
  await app.close();
  const kept = await openPeople(datas);
  expect(
    kept
      .decisions()
      .map(({ decision }) => decision.type)
      .sort(),
  ).toEqual(["name", "name", "split"]);
  await kept.save();
  // No column but the faces' own keys has the same name in both.
  const table = await withDatabase(database, { readOnly: true }, (connection) =>
    rows(
      connection,
      "select person_name as name, count(*)::int as faces from people natural join faces group by all order by 1",
    ),
  );
  expect(table).toEqual([
    { name: "Ann", faces: 2 },
    { name: "Bea", faces: 2 },
    { name: null, faces: 3 },
  ]);
});

it("groups as the last run was told to, also one that ended meanwhile", async () => {
  const { datas, app } = await appData();
  expect(app.state.people).toHaveLength(3);
  await (await openPeople(datas, { joinAt: 99.95 })).save();
  await app.look();
  expect(app.state.people).toHaveLength(6);
  await app.decide((people) => people.name("photo0.jpg", "Ann"));
  await app.close();
  expect((await openPeople(datas)).list()).toHaveLength(6);
  await (await openPeople(datas, { joinAt: 50 })).save();
  expect((await openPeople(datas)).list().map(({ name }) => name)).toEqual(["Ann", null, null]);
});
