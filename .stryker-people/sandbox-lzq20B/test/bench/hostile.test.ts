// @ts-nocheck
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findPhotos } from "../../analysis/photos/find-photos.ts";
import { repaired } from "../../analysis/photos/jpeg-copy.ts";
import { layTraps } from "../../bench/hostile/disk.ts";
import type { HostileFile } from "../../bench/hostile/expect.ts";
import { hostileFiles } from "../../bench/hostile/files.ts";
import { checkByteSize, checkImage } from "../../core/image-gate.ts";

/** `npm run bench -- hostile` sends them through the models too. */
const files = await hostileFiles(0.1);

/** What the gate before the paid calls says of what upload sends; undefined where it lets it through. */
async function refusal({ bytes }: HostileFile, isRepaired = true): Promise<string | undefined> {
  try {
    const sent = (isRepaired ? await repaired(bytes) : undefined) ?? bytes;
    checkByteSize("uploads/x.jpg", sent.length);
    await checkImage(sent);
    return undefined;
  } catch (error) {
    return `${(error as Error).message}`;
  }
}

it("takes what is a photo and refuses what is none, before anything is paid, each for its reason", async () => {
  expect(files.length).toBeGreaterThan(150);
  const wrong: string[] = [];
  for (const file of files) {
    const { name, expected } = file;
    for (const [what, isRepaired] of [
      [expected, true],
      [expected.direct ?? expected, false],
    ] as const) {
      const said = await refusal(file, isRepaired);
      const isRight =
        what.outcome === "rejected" ? said !== undefined && what.says!.test(said) : said === undefined;
      if (!isRight) wrong.push(`${name}: ${what.outcome} ${what.says}, but ${said}`);
    }
  }
  expect(wrong).toEqual([]);
});

it("finds every file of a folder that is full of traps, and tells why it cannot read the others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hostile-"));
  const { traps, remove } = await layTraps(folder);
  try {
    const named = files.filter(({ kind }) => kind === "names");
    for (const { name, bytes } of named)
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name as string)]), bytes);
    const { photos, unreachable } = await findPhotos([folder]);
    const found = new Set(photos.map(({ photo }) => photo));
    const told = new Map(unreachable.map(({ photo, message }) => [photo, message]));
    for (const { name, expected } of named) {
      if (expected.outcome === "taken") expect(found).toContain(name);
      else expect(told.get(String(name))).toMatch(expected.says!);
    }
    for (const { name, says } of traps.filter(({ name }) => name !== "secret.jpg")) {
      if (says) expect(told.get(name), name).toMatch(says);
      else expect(told.get(name)).toBeUndefined();
    }
  } finally {
    remove();
    rmSync(folder, { recursive: true });
  }
});
