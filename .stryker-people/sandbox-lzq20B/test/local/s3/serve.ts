// @ts-nocheck
import { startS3 } from "./with-s3.ts";

// A server in a process of its own, so that a test can kill it. Prints its endpoint.
const root = process.argv[2];
if (root === undefined) throw new Error("Usage: serve.ts FOLDER");
const { endpoint } = await startS3(root);
console.log(endpoint);
