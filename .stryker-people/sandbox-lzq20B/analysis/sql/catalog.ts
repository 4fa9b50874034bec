// @ts-nocheck
import { withDatabase } from "../tables/database.ts";
import { relations } from "../tables/schema/columns.ts";
import { CommandError } from "../terminal/command.ts";
import type { Result } from "./result.ts";

/** Tables and views, what they hold and how many rows. */
export async function listRelations(database: string): Promise<Result> {
  return await withDatabase(database, { readOnly: true }, async (connection) => {
    const shown = (await relations(connection)).filter(({ internal }) => !internal);
    const rows: Result["rows"] = [];
    for (const { name, kind, comment } of shown) {
      const counted = await connection.runAndReadAll(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`);
      rows.push([name, kind, Number(counted.getRows()[0]![0]), comment]);
    }
    return {
      columns: ["name", "kind", "rows", "holds"],
      types: ["VARCHAR", "VARCHAR", "BIGINT", "VARCHAR"],
      rows,
    };
  });
}

/** The columns of a table or view. @throws CommandError when there is none of that name */
export async function describeRelation(database: string, name: string): Promise<Result> {
  return await withDatabase(database, { readOnly: true }, async (connection) => {
    const all = await relations(connection);
    const relation = all.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (!relation) {
      const names = all.filter(({ internal }) => !internal).map((candidate) => candidate.name);
      throw new CommandError(`No table or view is called ${name}. There are: ${names.join(", ")}.`);
    }
    return {
      columns: ["column", "type", "holds"],
      types: ["VARCHAR", "VARCHAR", "VARCHAR"],
      rows: relation.columns.map((column) => [column.name, column.type, column.comment]),
    };
  });
}
