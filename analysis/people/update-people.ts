import type { DuckDBConnection } from "@duckdb/node-api";
import { loadPeople } from "./open-people.ts";
import type { People, PeopleOptions } from "./people.ts";

/**
 * Groups the kept faces into people and writes the table `people`. Grouping and numbering depend on nothing but the
 * tables, the decisions and the people of the last run. Those are written first: killed in between, the next run
 * finds the same groups and gives them the same ids.
 */
export async function updatePeople(
  connection: DuckDBConnection,
  { datas, ...options }: PeopleOptions & { datas: string },
): Promise<People> {
  const people = await loadPeople(connection, datas, options);
  await people.saveTo(connection);
  return people;
}
