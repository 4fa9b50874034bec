import { readRecords } from "../files/read-records.ts";
import { CommandError } from "../terminal/command.ts";
import { explained } from "./explain-refusal.ts";
import type { KeptFace } from "./face-graph.ts";
import { FaceLookup } from "./face-lookup.ts";

/**
 * Who is who, from a file of lines `face,person` (CSV, a heading allowed) or `{"face": …, "person": …}` (JSON lines).
 * A face is a FaceId, `photo#ordinal`, or a photo with one kept face.
 */
export async function readLabels(path: string, faces: KeptFace[]): Promise<Map<string, string>> {
  const records = await readRecords(path, ["face", "person"]).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    throw new CommandError(`Cannot read the labels in ${path}. Give a CSV or NDJSON file.`);
  });
  const first = records[0]?.fields[0] ?? "";
  const isHeading = /^face/i.test(first) && !faces.some(({ photo }) => photo === first);
  const words = new FaceLookup(faces);
  return await explained(() => {
    const labelled = records.slice(isHeading ? 1 : 0).map(({ fields, line }): [string, string] => {
      const [face, person] = fields.map((field) => field?.trim());
      if (!face || !person)
        throw new CommandError(`Unusable line in ${path}: ${line}. Write it as face,person.`);
      return [faces[words.find(words.has(fields[0]!) ? fields[0]! : face)]!.faceId, person];
    });
    return new Map(labelled);
  });
}
