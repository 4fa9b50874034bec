import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { pairwiseAgreement } from "../../analysis/people/evaluate.ts";
import { groupByLooks, JOIN_AT } from "../../analysis/people/group-by-looks.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { openFaceEngine, similarity } from "../../local/faces/engine.ts";
import { RECORDED } from "../recorded.ts";
import { RUN_MODELS } from "../run-models.ts";
import { type Alike, graphOf } from "./helpers/face-graph.ts";

/** Below this, percent, a search finds nothing. */
const FIND = DEFAULT_THRESHOLD;

interface FoundFace {
  key: string;
  photo: string;
  ordinal: number;
  descriptor: Float32Array;
}

interface Match {
  a: string;
  b: string;
  similarity: number;
}

const groupFaces = (found: FoundFace[], matches: Match[], joinAt = JOIN_AT): string[][] => {
  const faces = found.map(({ key, photo, ordinal }) => ({ faceId: key, photo, ordinal }));
  const graph = graphOf(
    faces,
    matches.map(({ a, b, similarity }): Alike => [a, b, similarity]),
  );
  return groupByLooks(graph, joinAt).map((places) => places.map((place) => graph.faces[place]!.faceId));
};

// The comparison behind the choice in analysis/people/group-by-looks.ts, with the models' own similarities of real photos.
describe.skipIf(!RECORDED)("methods of grouping, on real faces (needs the recorded photos)", () => {
  let found: FoundFace[];
  let matches: Match[];
  const labels = new Map<string, string>();
  const children: string[] = [];

  beforeAll(async () => {
    const engine = await openFaceEngine({ modelDir: RUN_MODELS });
    const images = await readdir(`${RECORDED}images`);
    const perPhoto = await Promise.all(
      images.map(async (photo) => {
        // Attributes too, as others of these tests ask for: each picture is looked at once.
        const wants = { attributes: true, descriptors: true };
        const faces = await engine.analyze(await readFile(`${RECORDED}images/${photo}`), wants);
        // A face that cannot be described is not in the collection.
        return faces.flatMap(({ descriptor }, i) =>
          descriptor ? [{ key: `${photo}#${i + 1}`, photo, ordinal: i + 1, descriptor }] : [],
        );
      }),
    );
    await engine.close();
    found = perPhoto.flat();
    matches = found
      .flatMap((a, i) =>
        found
          .slice(i + 1)
          .map((b) => ({ a: a.key, b: b.key, similarity: similarity(a.descriptor, b.descriptor) })),
      )
      .filter((match) => match.similarity >= FIND);
    // The name is the largest face's; alice8 and alice9 show her children alone, and nobody says which is who.
    for (const { key, photo } of found) {
      const isChild = key.startsWith("alice") && (!key.endsWith("#1") || /^alice[89]/.test(key));
      if (isChild) children.push(key);
      else if (key.endsWith("#1")) labels.set(key, photo.replace(/\d+\.jpg$/, ""));
    }
  });

  const of = (groups: string[][]) => pairwiseAgreement(groups, labels);

  it("average linkage puts nobody together who is not one person, and finds most of who is", () => {
    const { precision, recall } = of(groupFaces(found, matches));
    expect(precision).toBeGreaterThan(0.9);
    expect(recall).toBeGreaterThan(0.8);
  });

  it("connected components merge several of the women into one", () => {
    const { precision, f1 } = of(components(found, matches));
    expect(precision).toBeLessThan(0.6);
    expect(f1).toBeLessThan(of(groupFaces(found, matches)).f1);
  });

  // The table in analysis/people/group-by-looks.ts; shown with --silent=false.
  it("no other method that was tried does better", () => {
    const methods = {
      "connected components": components(found, matches),
      "connected by edges that share half of their company": components(found, withCompany(matches, 0.5)),
      ...Object.fromEntries(
        [30, 40, 50, 60, 70].map((joinAt) => [
          `average linkage, joined at ${joinAt}`,
          groupFaces(found, matches, joinAt),
        ]),
      ),
    };
    const best = of(groupFaces(found, matches)).f1;
    for (const [method, groups] of Object.entries(methods)) {
      const { precision, recall, f1 } = of(groups);
      console.log(method.padEnd(52), [precision, recall, f1].map((value) => value.toFixed(3)).join("  "));
      expect(f1).toBeLessThan(best + 0.02);
    }
  });

  it("keeps the children apart from their mother", () => {
    const groups = groupFaces(found, matches);
    const mothers = groups.filter((group) => group.some((key) => labels.get(key) === "alice"));
    expect(children.length).toBeGreaterThan(3);
    for (const child of children) expect(mothers.flat()).not.toContain(child);
  });
});

/** The usual way: everything that is connected by any chain of matches is one person. */
function components(faces: FoundFace[], edges: Match[]): string[][] {
  const home = new Map(faces.map(({ key }) => [key, key]));
  const find = (key: string): string => (home.get(key) === key ? key : find(home.get(key)!));
  for (const { a, b } of edges) home.set(find(a), find(b));
  const groups = new Map<string, string[]>();
  for (const { key } of faces) groups.set(find(key), [...(groups.get(find(key)) ?? []), key]);
  return [...groups.values()];
}

/** The edges whose two faces have this share of their look-alikes (themselves included) in common. */
function withCompany(edges: Match[], share: number): Match[] {
  const company = new Map<string, Set<string>>();
  const meet = (a: string, b: string) => company.set(a, (company.get(a) ?? new Set([a])).add(b));
  for (const { a, b } of edges) {
    meet(a, b);
    meet(b, a);
  }
  return edges.filter(({ a, b }) => {
    const [ofA, ofB] = [company.get(a)!, company.get(b)!];
    const common = [...ofA].filter((key) => ofB.has(key)).length;
    return common / (ofA.size + ofB.size - common) >= share;
  });
}
