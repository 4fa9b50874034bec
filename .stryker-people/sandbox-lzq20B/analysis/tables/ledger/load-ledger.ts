// @ts-nocheck
import { type DuckDBConnection, DuckDBTimestampValue } from "@duckdb/node-api";
import { run, transaction } from "../database.ts";
import { readLedger } from "./ledger-file.ts";

/**
 * Brings the table `api_calls` up to date with `datas/api-calls.ndjson`: the commands' own calls are replaced by what
 * the file says; the pipeline's, which the loader fills from `photos/<name>.json`, stay.
 */
export async function loadLedger(connection: DuckDBConnection, datas: string): Promise<void> {
  const lines = await readLedger(datas);
  await transaction(connection, async () => {
    await run(connection, "DELETE FROM api_calls WHERE source <> 'pipeline'");
    const appender = await connection.createAppender("api_calls");
    for (const { at, source, operation, calls, usd, listUsd, engine, photo, faceId } of lines) {
      appender.appendVarchar(source);
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Date.parse(at)) * 1000n));
      appender.appendVarchar(engine);
      appender.appendVarchar(operation);
      for (const text of [photo, faceId]) {
        if (text === undefined) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.appendInteger(calls);
      appender.appendDouble(usd);
      appender.appendDouble(listUsd);
      appender.endRow();
    }
    appender.flushSync();
    appender.closeSync();
  });
}
