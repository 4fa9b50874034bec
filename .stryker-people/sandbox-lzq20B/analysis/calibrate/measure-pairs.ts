// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { rows } from "../tables/database.ts";
import type { LabelledPair } from "./rates.ts";
import type { KnownPair } from "./read-pairs.ts";

interface SearchDepth {
  face_id: string;
  threshold: number | null;
  truncated: boolean;
  /** Similarity of the least similar face it found. */
  lowest: number | null;
}

/**
 * What searches say about the pairs. A pair that neither face's search found is less similar than where the deeper
 * of the two stopped: its threshold, or, if the answer was cut off, the last face it listed.
 */
export async function measurePairs(
  connection: DuckDBConnection,
  pairs: KnownPair[],
): Promise<LabelledPair[]> {
  const depths = await rows<SearchDepth>(
    connection,
    `SELECT s.face_id, s.threshold, s.truncated, min(m.similarity) AS lowest
     FROM searches s LEFT JOIN matches m ON m.face_id = s.face_id GROUP BY ALL`,
  );
  const depthOf = new Map(
    depths.map(({ face_id, threshold, truncated, lowest }) => {
      const asked = threshold ?? DEFAULT_THRESHOLD;
      return [face_id, truncated ? Math.max(asked, lowest ?? asked) : asked] as const;
    }),
  );
  const found = await foundPairs(connection);
  return pairs.map(({ a, b, ...pair }) => {
    const similarity = found.get(`${a} ${b}`);
    if (similarity !== undefined) return { ...pair, similarity };
    const known = [depthOf.get(a), depthOf.get(b)].filter((depth) => depth !== undefined);
    return known.length === 0 ? pair : { ...pair, below: Math.min(...known) };
  });
}

async function foundPairs(connection: DuckDBConnection): Promise<Map<string, number>> {
  const pairs = await rows<{ pair: string; similarity: number }>(
    connection,
    "SELECT face_id || ' ' || similar_face_id AS pair, similarity FROM pair_similarities",
  );
  return new Map(pairs.map(({ pair, similarity }) => [pair, similarity]));
}
