import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Crash, type Event, type Harness, openHarness, runStates, sample, variant } from "./harness.ts";

/** What changes something outside the process. */
const SIDE_EFFECTS = new Set([
  "PutObject",
  "CopyObject",
  "DeleteObject",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "DetectFaces",
  "IndexFaces",
  "DeleteFaces",
]);
const PAID = new Set(["DetectFaces", "IndexFaces"]);

/** Three faces, of which one is too dark; small, because it is analysed some fifty times. */
const photo = await sharp(sample(1)).resize(720).jpeg().toBuffer();

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** Runs until the process dies right after its `crashAt`th side effect (never: undefined). Adds to `log`. */
async function attempt(
  event: Event,
  log: string[],
  options: { crashAt?: number; execution?: string; economy?: boolean },
) {
  let effects = 0;
  let dead = false;
  const services = harness.services(
    async (command, _input, call) => {
      if (dead) throw new Crash();
      const output = await call();
      if (!SIDE_EFFECTS.has(command)) return output;
      log.push(command);
      effects += 1;
      dead = effects === options.crashAt;
      if (dead) throw new Crash();
      return output;
    },
    { economy: options.economy ?? false },
  );
  try {
    return await runStates(services, event, options.execution);
  } catch (error) {
    if (error instanceof Crash) return "CRASHED";
    throw error;
  }
}

/** Everything that a photo left, without what differs from photo to photo: ids, ETags, times. */
async function endState(name: string, { detail }: Event) {
  const { etag } = detail.object;
  const faces = (await harness.faces()).filter(({ ExternalImageId }) => ExternalImageId === etag);
  const documents: Record<string, unknown> = {};
  for (const prefix of ["detect-faces", "index-faces", "keep-faces", "photos"]) {
    for (const key of await harness.list(`${prefix}/${name}`)) documents[prefix] = await harness.read(key);
  }
  const thumbnails = await harness.list("thumbnails/");
  const ids = faces.map(({ FaceId }) => FaceId!);
  const { Item } = await harness.plain.dynamodb.send(
    new GetCommand({ TableName: harness.aws.table, Key: { Etag: etag } }),
  );
  const text = JSON.stringify({
    documents,
    item: Item?.Status,
    collection: faces.length,
    thumbnails: thumbnails.filter((key) => ids.some((id) => key.includes(id))).length,
  });
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "id")
    .replace(/[0-9a-f]{64}|[0-9a-f]{32}/g, "hash")
    .replaceAll(name, "name")
    .replace(/"endedAt":"[^"]+"/, "")
    .replace(/"bytes":\d+/, "")
    .replace(/"calls":\{[^}]*\}/, "");
}

describe("a pipeline that dies", () => {
  it.each([
    ["by the execution that died", "execution", false],
    ["by another, once the claim has run out", "another", false],
    ["by the execution that died, in economy", "execution", true],
  ])(
    "ends as a clean run, whatever side effect it dies after, when run again %s",
    async (how, execution, economy) => {
      const name = (n: number | string) => `${execution}-${economy}-${n}`.replaceAll("-", "");
      const clean = await harness.upload(`${name("clean")}.jpg`, variant(photo));
      const cleanLog: string[] = [];
      expect(await attempt(clean, cleanLog, { economy })).toBe("DONE");
      const expected = await endState(name("clean"), clean);
      expect(expected).toContain('"collection":2,"thumbnails":2');
      expect(new Set(cleanLog).size).toBe(5 + Number(!economy));

      for (let crashAt = 1; crashAt < cleanLog.length; crashAt += 1) {
        const event = await harness.upload(`${name(crashAt)}.jpg`, variant(photo));
        const log: string[] = [];
        expect(await attempt(event, log, { crashAt, economy })).toBe("CRASHED");
        if (execution === "another") await letClaimRunOut(event);
        expect(
          await attempt(event, log, { execution, economy }),
          `crash after ${crashAt}: ${log[crashAt - 1]}`,
        ).toBe("DONE");
        expect(await endState(name(crashAt), event), `crash after ${crashAt}: ${log[crashAt - 1]}`).toBe(
          expected,
        );
        // An answer that died with the process before it could be saved cannot be had again for nothing; IndexFaces'
        // can, because its faces are in the collection, unless it was the only answer there was.
        const lost = log[crashAt - 1]!;
        const inevitable = PAID.has(lost) && (lost === "DetectFaces" || economy) ? 1 : 0;
        const paid = log.filter((command) => PAID.has(command)).length;
        const cleanlyPaid = cleanLog.filter((command) => PAID.has(command)).length;
        expect(paid - cleanlyPaid, `paid calls too many, ${how}, crash after ${crashAt}: ${lost}`).toBe(
          inevitable,
        );
      }
    },
  );
});

async function letClaimRunOut({ detail }: Event): Promise<void> {
  await harness.plain.dynamodb.send(
    new UpdateCommand({
      TableName: harness.aws.table,
      Key: { Etag: detail.object.etag },
      UpdateExpression: "SET LeaseUntil = :past",
      ExpressionAttributeValues: { ":past": 0 },
    }),
  );
}
