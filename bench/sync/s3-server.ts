import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openS3 } from "../../local/s3/server.ts";

/** An S3 endpoint in a process of its own: `tsx bench/sync/s3-server.ts FOLDER` prints its port. */
const root = process.argv[2];
if (!root) throw new Error("Expected the folder of the buckets, got nothing.");
const store = await openS3({ root });
const server = createServer((request, response) => void store.handle(request, response));
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void store.close();
});
