// Nothing but the models over a folder of photos, as the local AWS runs them. Prints one JSON line.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openFaceEngine } from "../../local/faces/engine.ts";
import { measure } from "./measured.ts";

const [folder, modelDir] = process.argv.slice(2) as [string, string];
const photos = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(jpe?g|png)$/i.test(file))
  .map((file) => readFileSync(join(folder, file)));
const engine = await openFaceEngine({ modelDir });
const analyse = (photo: Uint8Array) => engine.analyze(photo, { attributes: true, descriptors: true });
await analyse(photos[0]!);
const end = measure();
const faces = await Promise.all(photos.map(analyse));
const measured = end(photos.length, faces.flat().length);
await engine.close();
console.log(JSON.stringify(measured));
