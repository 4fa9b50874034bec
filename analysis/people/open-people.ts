import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { readDecisions } from "./decision-ledger.ts";
import { FaceLookup } from "./face-lookup.ts";
import { People, type PeopleOptions } from "./people.ts";
import { readPeopleFile } from "./person-ids.ts";
import { readFaceGraph } from "./read-face-graph.ts";
import { readNotKept } from "./read-not-kept.ts";

/** Loads people from the data folder's database, ledger and people.json. The tables must be up to date. */
export async function openPeople(datas: string, options: PeopleOptions = {}): Promise<People> {
  const path = options.db ?? join(datas, DATABASE_FILE);
  return await withDatabase(path, {}, (connection) => loadPeople(connection, datas, options));
}

/** The same from a connection that is open. */
export async function loadPeople(
  connection: DuckDBConnection,
  datas: string,
  options: PeopleOptions = {},
): Promise<People> {
  const graph = await readFaceGraph(connection);
  const words = new FaceLookup(graph.faces, await readNotKept(connection));
  const [decisions, file] = [await readDecisions(datas), await readPeopleFile(datas)];
  const joinAt = options.joinAt ?? file.joinAt;
  return new People({
    datas,
    graph,
    words,
    decisions,
    file,
    ...options,
    ...(joinAt !== undefined && { joinAt }),
  });
}
