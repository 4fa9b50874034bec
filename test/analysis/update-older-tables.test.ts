import { join } from "node:path";
import { expect, test } from "vitest";
import { updateOlderTables } from "../../analysis/people/update-older-tables.ts";
import { DATABASE_FILE, rows, withDatabase } from "../../analysis/tables/database.ts";
import { loadSource } from "../../analysis/tables/load/load-source.ts";
import { claimSource } from "../../analysis/tables/load/source.ts";
import { writePhotos } from "../../bench/synthetic-results.ts";
import { temporaryFolder } from "./load-helpers.ts";

test("after an update, tables are made again from the folder that was loaded, wherever it is, people included", async () => {
  const root = temporaryFolder();
  const [folder, datas] = [join(root, "results"), join(root, "datas")];
  const database = join(datas, DATABASE_FILE);
  writePhotos(folder, 12);
  await withDatabase(database, {}, async (connection) => {
    await loadSource(connection, database, await claimSource(connection, database, { folder }));
  });
  const count = () =>
    withDatabase(database, { readOnly: true }, (connection) =>
      rows(
        connection,
        "SELECT (SELECT count(*) FROM photos) AS photos, (SELECT count(*) FROM faces WHERE kept) AS faces, count(*) AS placed FROM people",
      ),
    );
  const [before] = await count();
  await updateOlderTables(datas);
  expect(await count()).toEqual([before]);
  await withDatabase(database, {}, (connection) =>
    connection.run("UPDATE schema_version SET version = 'older'; ALTER TABLE people DROP COLUMN face_key"),
  );
  await updateOlderTables(datas);
  expect(await count()).toEqual([{ ...before, placed: before!.faces }]);

  // As after a search or a sync by the new version, which leave people to others.
  await withDatabase(database, {}, (connection) => connection.run("DELETE FROM people"));
  await updateOlderTables(datas);
  expect(await count()).toEqual([{ ...before, placed: before!.faces }]);
});
