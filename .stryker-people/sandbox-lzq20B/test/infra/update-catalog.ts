// @ts-nocheck
import { writeFileSync } from "node:fs";
import { catalogQueries, catalogTables } from "./catalog-files.ts";

/** Writes the catalog's files again, after a change of analysis/tables/schema/ or analysis/questions/. */
const write = (file: string, content: unknown) =>
  writeFileSync(
    new URL(`../../infra/catalog/${file}`, import.meta.url),
    `${JSON.stringify(content, null, 2)}\n`,
  );

write("tables.json", await catalogTables());
write("queries.json", catalogQueries());
