// Stands in for the real worker: finds no faces, exits on an image of one byte, and answers one of two bytes only while
// another worker has one too. Told "once", only the first of its process starts at all.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";

const mark = join(import.meta.dirname, `.started-${process.pid}`);
if (workerData.modelDir === "once") {
  await writeFile(mark, "", { flag: "wx" }).catch(async () => {
    await rm(mark);
    process.exit(4);
  });
}
parentPort.on("message", async ({ image }) => {
  if (image.length === 1) process.exit(3);
  if (image.length === 2) await meetAnother();
  parentPort.postMessage({ faces: [] });
});
parentPort.postMessage({ ready: true });

function meetAnother() {
  const channel = new BroadcastChannel("workers that meet");
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      if (data === "here") channel.postMessage("seen");
      channel.close();
      resolve();
    };
    channel.postMessage("here");
  });
}
