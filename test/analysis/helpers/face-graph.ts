import { ALIKE_AT, FaceGraph, type GraphFace } from "../../../analysis/people/face-graph.ts";

export interface MadeUpFace extends Partial<GraphFace> {
  faceId: string;
}

/** A face `a` on `a.jpg`, searched after everybody was there, unless it says otherwise. */
export const face = (faceId: string, rest: Partial<GraphFace> = {}): MadeUpFace => ({ faceId, ...rest });
export const faces = (...faceIds: string[]) => faceIds.map((faceId) => face(faceId));
export const UNSEARCHED = { searchedUntil: Number.NEGATIVE_INFINITY };

export type Alike = [a: string, b: string, similarity: number];

/** Every pair of the faces. */
export const alike = (faceIds: string[], similarity = 95): Alike[] =>
  faceIds.flatMap((a, i) => faceIds.slice(i + 1).map((b): Alike => [a, b, similarity]));

/** The graph that the tables would give for these faces and similarities. */
export function graphOf(made: MadeUpFace[], pairs: Alike[]): FaceGraph {
  const whole = made.map(
    ({ faceId, photo = `${faceId}.jpg`, ordinal = 1, ...rest }): GraphFace => ({
      faceId,
      photo,
      ordinal,
      faceKey: `${photo}#${ordinal}`,
      box: [0.1, 0.2, 0.3, 0.4],
      area: 0.12,
      since: 0,
      searchedUntil: 1,
      ...rest,
    }),
  );
  whole.sort((a, b) => (a.faceKey < b.faceKey ? -1 : a.faceKey > b.faceKey ? 1 : 0));
  const place = new Map(whole.map(({ faceId }, i) => [faceId, i]));
  const edges = pairs
    .filter(([, , similarity]) => similarity >= ALIKE_AT)
    .map(([a, b, similarity]) => ({ ends: [place.get(a)!, place.get(b)!].sort((x, y) => x - y), similarity }))
    .sort((x, y) => x.ends[0]! - y.ends[0]! || x.ends[1]! - y.ends[1]!);
  return new FaceGraph(whole, {
    a: Int32Array.from(edges, ({ ends }) => ends[0]!),
    b: Int32Array.from(edges, ({ ends }) => ends[1]!),
    similarity: Float64Array.from(edges, ({ similarity }) => similarity),
  });
}
