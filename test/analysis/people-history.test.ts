import type { DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsByName, pairwiseAgreement } from "../../analysis/people/evaluate.ts";
import type { FaceGraph } from "../../analysis/people/face-graph.ts";
import { groupByLooks } from "../../analysis/people/group-by-looks.ts";
import { readFaceGraph } from "../../analysis/people/read-face-graph.ts";
import { type CachedSearch, covers, type SearchRequest, widen } from "../../analysis/search/cached-search.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { DEFAULT_THRESHOLD, isTruncated } from "../../core/similarity.ts";

/** A made-up descriptor on the circle: people stand at angles, their faces a little beside. */
interface Made {
  person: number;
  photo: number;
  offset: number;
}
type Step = { search: number; request: SearchRequest } | { forget: number };

const PEOPLE = 4;
/** As if SearchFaces answered with no more. */
const MOST = 8;
const similarity = (a: Made, b: Made) => {
  const angle = ({ person, offset }: Made) => (person * 2 * Math.PI) / PEOPLE + offset;
  return 50 + 50 * Math.cos(angle(a) - angle(b));
};

const made = fc.record({
  person: fc.integer({ min: 0, max: PEOPLE - 1 }),
  photo: fc.integer({ min: 0, max: 20 }),
  // Up to an eighth of the circle: neighbours meet in the middle.
  offset: fc.double({ min: -0.8, max: 0.8, noNaN: true }),
});
const request = fc.record({
  threshold: fc.constantFrom(0, 40, 80, 85, 95),
  maxFaces: fc.constantFrom(1, 3, MOST),
});
/** Which faces are there before each step, how far down each is searched, in which order, and what goes meanwhile. */
const history = fc.record({
  faces: fc.array(made, { minLength: 2, maxLength: 14 }),
  arrivals: fc.array(fc.nat({ max: 10 }), { minLength: 14, maxLength: 14 }),
  steps: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ search: fc.nat({ max: 13 }), request }) },
      { weight: 1, arbitrary: fc.record({ forget: fc.nat({ max: 13 }) }) },
    ),
    { maxLength: 10 },
  ),
});

interface Search extends CachedSearch {
  at: number;
  found: [face: number, similarity: number][];
}

/** What the searches of a history found, completed as `people` does: every face is searched down to 80 at last. */
function searchesOf({ faces, arrivals, steps }: { faces: Made[]; arrivals: number[]; steps: Step[] }) {
  const gone = new Map<number, number>();
  const searches = new Map<number, Search>();
  const search = (face: number, wanted: SearchRequest, at: number) => {
    const known = searches.get(face);
    if (known && covers(known, wanted)) return;
    const { threshold, maxFaces } = widen(wanted, known);
    const found = faces
      .flatMap((other, i): [number, number][] =>
        i === face || arrivals[i]! > at || (gone.get(i) ?? 99) <= at
          ? []
          : [[i, similarity(faces[face]!, other)]],
      )
      .filter(([, similarity]) => similarity >= threshold)
      .sort((a, b) => b[1] - a[1])
      .slice(0, maxFaces);
    searches.set(face, { threshold, maxFaces, matches: found.length, collectionVersion: "v", at, found });
  };
  const isThere = (face: number, at: number) =>
    face < faces.length && arrivals[face]! <= at && (gone.get(face) ?? 99) > at;
  for (const [at, step] of steps.entries()) {
    if ("forget" in step) {
      if (isThere(step.forget, at)) gone.set(step.forget, at);
    } else if (isThere(step.search, at)) search(step.search, step.request, at);
  }
  const left = [...faces.keys()].filter((face) => !gone.has(face));
  for (const face of left) search(face, { threshold: DEFAULT_THRESHOLD, maxFaces: MOST }, 20 + face);
  return { left, searches };
}

async function fill(
  connection: DuckDBConnection,
  faces: Made[],
  arrivals: number[],
  left: number[],
  searches: Map<number, Search>,
) {
  for (const table of ["photos", "faces", "searches", "matches"])
    await connection.run(`DELETE FROM ${table}`);
  const time = (step: number) => `TIMESTAMP '2026-01-01' + INTERVAL (${step}) MINUTE`;
  const insert = async (table: string, rows: string[]) => {
    if (rows.length > 0) await connection.run(`INSERT INTO ${table} VALUES ${rows.join(", ")}`);
  };
  const photoOf = (face: number) => `person${faces[face]!.person}-${faces[face]!.photo}.jpg`;
  const arrived = new Map(left.map((face) => [photoOf(face), arrivals[face]!]));
  await insert(
    "photos (photo, name, key, status, kept_faces, analysed_at)",
    [...arrived].map(([photo, at]) => `('${photo}', '${photo}', '${photo}', 'DONE', 1, ${time(at)})`),
  );
  await insert(
    "faces (face_key, face_id, photo, ordinal, kept, model_version)",
    left.map((face) => `('${photoOf(face)}#${face}', 'f${face}', '${photoOf(face)}', ${face}, true, '1')`),
  );
  const own = [...searches].filter(([face]) => left.includes(face));
  await insert(
    "searches (face_id, path, searched_at, threshold, max_faces, matches, truncated, collection_version)",
    own.map(
      ([face, one]) =>
        `('f${face}', 'p${face}', ${time(one.at)}, ${one.threshold}, ${one.maxFaces}, ${one.matches}, ${isTruncated(one.matches, one.maxFaces)}, 'v')`,
    ),
  );
  await insert(
    "matches (face_id, match_face_id, similarity)",
    own.flatMap(([face, { found }]) => found.map(([other, value]) => `('f${face}', 'f${other}', ${value})`)),
  );
}

const groupsOf = (graph: FaceGraph) =>
  groupByLooks(graph).map((places) => places.map((place) => graph.faces[place]!.faceId));

it("gives the same groups whatever was searched in whichever order, how far down and in how many runs", async () => {
  await withDatabase(":memory:", {}, async (connection) => {
    await fc.assert(
      fc.asyncProperty(history, async ({ faces, arrivals, steps }) => {
        // Where more are alike than an answer holds, a search says only what it lists.
        fc.pre(faces.every((a) => faces.filter((b) => similarity(a, b) >= DEFAULT_THRESHOLD).length <= MOST));
        // The faces of one photo come together.
        const together = faces.map((face) => {
          const first = faces.findIndex((one) => one.person === face.person && one.photo === face.photo);
          return arrivals[first]!;
        });
        const past = searchesOf({ faces, arrivals: together, steps });
        await fill(connection, faces, together, past.left, past.searches);
        const groups = groupsOf(await readFaceGraph(connection));
        const atOnce = past.left.map((face) => faces[face]!);
        const none = atOnce.map(() => 0);
        const clean = searchesOf({ faces: atOnce, arrivals: none, steps: [] });
        // The same faces under their own names, searched once, at the end, at the default threshold.
        const named = new Map(past.left.map((face, i) => [i, face]));
        const renamed = new Map(
          [...clean.searches].map(([face, one]) => [
            named.get(face)!,
            {
              ...one,
              found: one.found.map(([other, value]): [number, number] => [named.get(other)!, value]),
            },
          ]),
        );
        await fill(
          connection,
          faces,
          together.map(() => 0),
          past.left,
          renamed,
        );
        expect(groups).toEqual(groupsOf(await readFaceGraph(connection)));
      }),
      { numRuns: 60 },
    );
  });
});

describe("a pair that no search lists", () => {
  /** Two faces, the second there from minute 5 on, and the search of the first. */
  const isKnown = async (search: Partial<Search>, second?: Partial<Search>) => {
    const faces = [0, 1].map((person): Made => ({ person, photo: person, offset: 0 }));
    const whole = (one: Partial<Search>): Search => ({
      threshold: DEFAULT_THRESHOLD,
      maxFaces: MOST,
      collectionVersion: "v",
      at: 9,
      found: [],
      matches: one.found?.length ?? 0,
      ...one,
    });
    const searches = new Map([search, ...(second ? [second] : [])].map((one, i) => [i, whole(one)]));
    return await withDatabase(":memory:", {}, async (connection) => {
      await fill(connection, faces, [0, 5], [0, 1], searches);
      return (await readFaceGraph(connection)).isKnown(0, 1);
    });
  };

  it("is not alike after a search at a time when both were there", async () => {
    expect(await isKnown({})).toBe(true);
    expect(await isKnown({ threshold: 40 })).toBe(true);
  });

  it("is unknown where the search looked less far down, or before the other came", async () => {
    expect(await isKnown({ threshold: 81 })).toBe(false);
    expect(await isKnown({ at: 4 })).toBe(false);
    expect(await isKnown({ at: 4 }, { at: 5 })).toBe(true);
  });

  it("is unknown where the answer was cut off among alike faces, and known where it was cut off below", async () => {
    expect(await isKnown({ maxFaces: 1, found: [[7, 80]] })).toBe(false);
    expect(await isKnown({ threshold: 0, maxFaces: 1, found: [[7, 79.9]] })).toBe(true);
  });

  it("is known where both were searched before their record was written again", async () => {
    expect(await isKnown({ at: -2 }, { at: -1 })).toBe(true);
  });
});

it("tells people apart who are made up, as `people evaluate` counts it", async () => {
  const faces = Array.from(
    { length: 80 },
    (_, i): Made => ({
      person: i % PEOPLE,
      photo: i,
      offset: Math.sin(i * 12.9898) * 0.55,
    }),
  );
  const arrivals = faces.map(() => 0);
  const { left, searches } = searchesOf({ faces, arrivals, steps: [] });
  await withDatabase(":memory:", {}, async (connection) => {
    await fill(connection, faces, arrivals, left, searches);
    const graph = await readFaceGraph(connection);
    const { precision, recall } = pairwiseAgreement(groupsOf(graph), labelsByName(graph.faces));
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.9);
  });
});

it("knows when a photo was taken where the tables say so", async () => {
  const two = [0, 1].map((person): Made => ({ person, photo: person, offset: 0 }));
  await withDatabase(":memory:", {}, async (connection) => {
    await fill(connection, two, [0, 0], [0, 1], new Map());
    const times = async () => (await readFaceGraph(connection)).faces.map(({ takenAt }) => takenAt);
    const [first] = (await connection.runAndReadAll("SELECT photo FROM photos ORDER BY photo")).getRows();
    await connection.run("UPDATE photos SET taken_at = '2019-05-31 12:00:00' WHERE photo = $1", [first![0]!]);
    expect(await times()).toEqual([Date.parse("2019-05-31T12:00:00Z"), undefined]);
    await connection.run("ALTER TABLE photos DROP COLUMN taken_at");
    expect(await times()).toEqual([undefined, undefined]);
  });
});
