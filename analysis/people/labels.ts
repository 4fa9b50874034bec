import { readFile } from "node:fs/promises";
import { CommandError } from "../terminal/command.ts";
import { explained } from "./explain-refusal.ts";
import type { KeptFace } from "./face-graph.ts";
import { FaceWords } from "./find-words.ts";

/**
 * Who is who, from a file of lines `face,person` (CSV, a heading allowed) or `{"face": …, "person": …}` (JSON lines).
 * A face is a FaceId, `photo#ordinal`, or a photo with one kept face.
 */
export async function readLabels(path: string, faces: KeptFace[]): Promise<Map<string, string>> {
  return await explained(() => parseLabels(path, faces));
}

async function parseLabels(path: string, faces: KeptFace[]): Promise<Map<string, string>> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new CommandError(`Cannot read the labels in ${path}. Give a CSV or NDJSON file.`);
  });
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const isHeading =
    /^"?face/i.test(lines[0] ?? "") && !faces.some(({ photo }) => photo === fields(lines[0]!)[0]);
  const words = new FaceWords(faces);
  const labelled = lines.slice(isHeading ? 1 : 0).map((line): [string, string] => {
    const [face, person] = line.startsWith("{") ? object(line, path) : fields(line);
    if (!face || !person)
      throw new CommandError(`Unusable line in ${path}: ${line}. Write it as face,person.`);
    return [faces[words.find(face)]!.faceId, person];
  });
  return new Map(labelled);
}

/** The fields of a line of CSV; quoted ones may hold commas and doubled quotes. */
export function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim(),
  );
}

function object(line: string, path: string): [string | undefined, string | undefined] {
  try {
    const { face, person } = JSON.parse(line) as { face?: string; person?: string };
    return [face, person];
  } catch {
    throw new CommandError(`No JSON object in a line of ${path}: ${line}. Write one object per line.`);
  }
}
