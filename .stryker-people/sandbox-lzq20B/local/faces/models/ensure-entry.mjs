// @ts-nocheck
// A worker thread's first file must be JavaScript: Node 20 applies no loader to it.
import { register } from "tsx/esm/api";

register();
await import("./ensure-worker.ts");
