import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openS3 } from "../../local/s3/server.ts";

/**
 * An S3 endpoint in a process of its own: `tsx bench/sync/s3-server.ts FOLDER [LATENCY]` prints its port. Every
 * answer waits LATENCY milliseconds first, as it would over a network.
 */
const [root, latency = "0"] = process.argv.slice(2);
if (!root) throw new Error("Usage: s3-server.ts FOLDER");
const store = await openS3({ root });
const delay = Number(latency);
const server = createServer((request, response) => {
  if (delay === 0) void store.handle(request, response);
  else setTimeout(() => void store.handle(request, response), delay);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void store.close();
});
