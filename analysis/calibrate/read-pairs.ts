import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readRecords } from "../files/read-records.ts";
import { labelsByName } from "../people/evaluate.ts";
import { explained } from "../people/explain-refusal.ts";
import type { FaceGraph, GraphFace } from "../people/face-graph.ts";
import { FaceLookup } from "../people/face-lookup.ts";
import { groupBy } from "../people/group-by.ts";
import { CommandError } from "../terminal/command.ts";

/** Two kept faces, by FaceId, of which the user knows whether they are one person. */
export interface KnownPair {
  a: string;
  b: string;
  same: boolean;
  /** Names the two people, where it is known who they are: pairs of the same two people tell much the same. */
  between?: string;
}

/**
 * Pairs from one of three sources: `by-name` (the person in the file names); a folder with one folder per person
 * (photos are recognised by their bytes, or by their name); or a file of `faceA,faceB,same` lines (CSV, or JSON lines
 * with these fields). From labels every pair of labelled faces follows.
 */
export async function readPairs(source: string, { faces }: Pick<FaceGraph, "faces">): Promise<KnownPair[]> {
  if (source === "by-name") return pairsOf(labelsByName(faces));
  const info = await stat(source).catch(() => {
    throw new CommandError(
      `No file or folder ${source}. Give by-name, a folder with one folder per person, or a file of pairs.`,
    );
  });
  if (info.isDirectory()) return pairsOf(await labelsByFolder(source, faces));
  return await explained(() => pairsOfFile(source, faces));
}

/** All pairs of labelled faces. */
export function pairsOf(labels: Map<string, string>): KnownPair[] {
  const known = [...labels];
  return known.flatMap(([a, person], i) =>
    known
      .slice(i + 1)
      .map(([b, other]) => ({ a, b, same: person === other, between: [person, other].sort().join(" / ") })),
  );
}

/** As in the file names, the label goes to the largest face of a photo. */
async function labelsByFolder(folder: string, faces: GraphFace[]): Promise<Map<string, string>> {
  const byEtag = groupBy(faces, ({ etag }) => etag);
  const byPhoto = groupBy(faces, ({ photo }) => photo);
  const labels = new Map<string, string>();
  for (const person of await readdir(folder, { withFileTypes: true })) {
    if (!person.isDirectory()) continue;
    for (const file of await readdir(join(folder, person.name), { withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = await readFile(join(folder, person.name, file.name));
      const etag = createHash("md5").update(bytes).digest("hex");
      const found = byEtag.get(etag) ?? byPhoto.get(`${person.name}/${file.name}`) ?? byPhoto.get(file.name);
      const largest = [...(found ?? [])].sort((a, b) => b.area - a.area)[0];
      if (largest) labels.set(largest.faceId, person.name);
    }
  }
  return labels;
}

async function pairsOfFile(path: string, faces: GraphFace[]): Promise<KnownPair[]> {
  const records = await readRecords(path, ["faceA", "faceB", "same"]);
  const isHeading = /^face_?a/i.test(records[0]?.fields[0] ?? "");
  const words = new FaceLookup(faces);
  const faceId = (word: string) => faces[words.find(words.has(word) ? word : word.trim())]!.faceId;
  return records.slice(isHeading ? 1 : 0).map(({ fields: [a, b, same = ""], line }) => {
    const isSame = /^(true|1|yes|same)$/i.test(same.trim());
    if (!a?.trim() || !b?.trim() || !(isSame || /^(false|0|no|different)$/i.test(same.trim()))) {
      throw new CommandError(
        `Unusable line in ${path}: ${line}. Write it as faceA,faceB,true or faceA,faceB,false.`,
      );
    }
    return { a: faceId(a), b: faceId(b), same: isSame };
  });
}
