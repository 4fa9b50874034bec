import sharp, { type Sharp } from "sharp";
import { randomNumbers } from "../synthetic-results.ts";
import type { HostileFile } from "./expect.ts";
import { codings } from "./kinds/codings.ts";
import { ends } from "./kinds/ends.ts";
import { everyFormatUnderEveryName } from "./kinds/formats.ts";
import { type Add, HEIGHT, WIDTH } from "./kinds/kind.ts";
import { metadata } from "./kinds/metadata.ts";
import { names } from "./kinds/names.ts";
import { sizes } from "./kinds/sizes.ts";
import { truncations } from "./kinds/truncations.ts";

/**
 * As many files as make each kind of trouble, the same every time.
 *
 * @param share makes only that part of those that differ in a name or a place
 */
export async function hostileFiles(share = 1): Promise<HostileFile[]> {
  const files: HostileFile[] = [];
  let seed = 0;
  const picture = () => noise(++seed);
  const add: Add = (kind, name, bytes, expected) => files.push({ kind, name, bytes, expected });

  await everyFormatUnderEveryName(add, picture, share);
  await truncations(add, picture, share);
  await ends(add, picture);
  await codings(add, picture);
  await metadata(add, picture);
  await names(add, picture);
  await sizes(add);
  return files;
}

/** Noise, in which no face is found: no two alike, so that none is taken for a copy of another. */
function noise(seed: number): Sharp {
  const random = randomNumbers(seed);
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 256 * random();
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).blur(1);
}
