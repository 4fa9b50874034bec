// @ts-nocheck
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBListValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from "@duckdb/node-api";

/** The most rows that one of DuckDB's chunks holds. */
const CHUNK_ROWS = 2048;

/** Appends rows, whose fields are the table's columns, column by column: many times faster than row by row. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  names: string[],
  rows: object[],
): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  try {
    const types = names.map((_, column) => appender.columnType(column));
    for (let first = 0; first < rows.length; first += CHUNK_ROWS) {
      const part = rows.slice(first, first + CHUNK_ROWS) as Record<string, unknown>[];
      const chunk = DuckDBDataChunk.create(types, part.length);
      names.forEach((name, column) => {
        const convert = CONVERSIONS[types[column]!.typeId];
        const values = part.map((row) => row[name] as DuckDBValue);
        chunk.setColumnValues(
          column,
          convert ? values.map((value) => (value === null ? null : convert(value))) : values,
        );
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

const CONVERSIONS: { [T in DuckDBType["typeId"]]?: (value: unknown) => DuckDBValue } = {
  [DuckDBTypeId.BIGINT]: (value) => BigInt(value as number),
  [DuckDBTypeId.TIMESTAMP]: (value) => new DuckDBTimestampValue(BigInt((value as Date).getTime()) * 1000n),
  [DuckDBTypeId.LIST]: (value) => new DuckDBListValue(value as number[]),
};
