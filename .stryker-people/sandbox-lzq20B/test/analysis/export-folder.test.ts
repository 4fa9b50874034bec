// @ts-nocheck
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exportTables } from "../../analysis/export/export-tables.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

it("refuses to export to a file", async () => {
  const file = join(await temporaryFolder(), "README.md");
  writeFileSync(file, "");
  const exported = withDatabase(":memory:", {}, (connection) => exportTables(connection, file, "csv"));
  await expect(exported).rejects.toThrow(`Cannot export to ${file}`);
});
