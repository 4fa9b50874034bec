import type { DuckDBConnection } from "@duckdb/node-api";
import { transaction } from "../tables/database.ts";

/** One row of the table `people`. */
export interface PersonFace {
  faceId: string;
  /** `photo#ordinal`. */
  faceKey: string;
  person: string;
  name: string | null;
  /**
   * Mean similarity, percent, with the person's other faces that it was put to by its looks; null where there is no
   * other, where no search would tell, and where the user said whose face it is.
   */
  confidence: number | null;
}

export async function writePeopleTable(connection: DuckDBConnection, rows: PersonFace[]): Promise<void> {
  await transaction(connection, async () => {
    await connection.run("DELETE FROM people");
    const appender = await connection.createAppender("people");
    for (const { faceId, faceKey, person, name, confidence } of rows) {
      appender.appendVarchar(faceId);
      appender.appendVarchar(faceKey);
      appender.appendVarchar(person);
      if (name === null) appender.appendNull();
      else appender.appendVarchar(name);
      if (confidence === null) appender.appendNull();
      else appender.appendDouble(confidence);
      appender.endRow();
    }
    appender.flushSync();
    appender.closeSync();
  });
}
