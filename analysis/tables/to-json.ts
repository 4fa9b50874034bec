import {
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBTypeId,
  type DuckDBValueConverter,
  type Json,
  JsonDuckDBValueConverter,
} from "@duckdb/node-api";

/**
 * DuckDB's values as JSON, no digit lost: integers and decimals as numbers where a number holds them exactly, else as
 * text (JSON's readers keep numbers as doubles, which would round them); dates, times and intervals as DuckDB writes
 * them; lists and structs as arrays and objects.
 */
export const toJson: DuckDBValueConverter<Json> = (value, type, converter) => {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === "number" && type.typeId === DuckDBTypeId.FLOAT && Number.isFinite(value)) {
    return shortestFloat(value);
  }
  if (value instanceof DuckDBDecimalValue) return exactDecimal(value);
  if (value instanceof DuckDBIntervalValue) return value.toString();
  return JsonDuckDBValueConverter(value, type, converter);
};

/** A double holds every decimal of up to 15 digits, and some longer ones. */
function exactDecimal(value: DuckDBDecimalValue): number | string {
  const text = value.toString();
  const number = Number(text);
  const digits = text.replace(/^-?[0.]*/, "").replace(".", "");
  const significant = text.includes(".") ? digits.replace(/0+$/, "") : digits;
  return significant.length <= 15 || number.toFixed(value.scale) === text ? number : text;
}

/** The fewest digits that name this FLOAT: as a double, 0.1 would be 0.10000000149011612. */
function shortestFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
