// Stands in for the real worker: finds no faces, and exits on an image of one byte. Told "once", only the first
// of its process starts at all.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

const mark = join(import.meta.dirname, `.started-${process.pid}`);
if (workerData.detector === "once") {
  await writeFile(mark, "", { flag: "wx" }).catch(async () => {
    await rm(mark);
    process.exit(4);
  });
}
parentPort.on("message", ({ image }) => {
  if (image.length === 1) process.exit(3);
  parentPort.postMessage({ faces: [] });
});
parentPort.postMessage({ ready: true });
