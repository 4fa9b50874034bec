import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../analysis/tables/database.ts";
import type { Expected, HostileFile } from "./expect.ts";

export interface Became {
  status: string;
  reason: string | null;
  message: string | null;
}

/** What became of each photo, by its name. */
export async function outcomes(connection: DuckDBConnection): Promise<Map<string, Became>> {
  const found = await rows<Became & { photo: string }>(
    connection,
    "SELECT photo, status, reason, message FROM photos",
  );
  return new Map(found.map(({ photo, ...became }) => [photo, became]));
}

/** Why it is not what was expected; undefined where it is. */
export function complaint(
  name: string,
  expected: Expected,
  became: Became | undefined,
  printed: string,
): string | undefined {
  const { outcome, says } = expected;
  if (outcome === "unreadable") {
    if (became) return `${name}: expected not to be read, became ${became.status}`;
    return says?.test(printed) === false ? `${name}: expected to be told ${says}` : undefined;
  }
  if (!became) return `${name}: expected an outcome, got none`;
  const said = became.message ?? became.reason ?? "";
  const isTaken =
    became.status === "DONE" || became.reason === "NoFaceError" || became.reason === "FaceRequirementError";
  const isRight =
    outcome === "taken" ? isTaken : became.status === "REJECTED" && !isTaken && (says?.test(said) ?? true);
  if (isRight) return undefined;
  return `${name}: expected ${outcome}${says ? `, ${says}` : ""}, became ${became.status} ${became.reason}: ${said}`;
}

export interface Row {
  kind: string;
  files: number;
  taken: number;
  rejected: number;
  unreadable: number;
  wrong: string[];
}

/** By kind, what became of the files. */
export function table(files: HostileFile[], complaintOf: (file: HostileFile) => string | undefined): Row[] {
  const kinds = new Map<string, Row>();
  for (const file of files) {
    const { kind, expected } = file;
    const row = kinds.get(kind) ?? { kind, files: 0, taken: 0, rejected: 0, unreadable: 0, wrong: [] };
    kinds.set(kind, row);
    row.files++;
    const wrong = complaintOf(file);
    if (wrong !== undefined) row.wrong.push(wrong);
    else if (expected.outcome !== "other") row[expected.outcome]++;
  }
  return [...kinds.values()];
}
