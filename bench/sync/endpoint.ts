import { type ChildProcess, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

export interface Endpoint {
  url: string;
  put(path: string, content?: string | Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Our S3 server in a process of its own, so that it and a client do not share a thread. */
export const startEndpoint = (root: string, latency = 0): Promise<Endpoint> =>
  start("./s3-server.ts", root, String(latency));

/** A bucket of so many keys, which can only be listed. */
export const startListing = (keys: number): Promise<Endpoint> => start("./listing-server.ts", String(keys));

async function start(file: string, ...args: string[]): Promise<Endpoint> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const server = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await firstLine(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const send = (method: string, path: string, content: string | Uint8Array = "") =>
    new Promise<void>((resolve, reject) => {
      const headers = { "content-length": Buffer.byteLength(content) };
      const target = { host: "127.0.0.1", port, method, path: encodeURI(path), headers, agent };
      const sent = request(target, (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode! < 300
            ? resolve()
            : reject(new Error(`${method} ${path}: ${response.statusCode}`)),
        );
      });
      sent.on("error", reject);
      sent.end(content);
    });
  return {
    url: `http://127.0.0.1:${port}`,
    put: (path, content) => send("PUT", path, content),
    remove: (path) => send("DELETE", path),
    close: async () => {
      agent.destroy();
      const closed = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await closed;
    },
  };
}

function firstLine(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    process.stdout!.once("data", (data: Buffer) => resolve(data.toString().trim()));
    process.once("exit", (status) => reject(new Error(`The S3 server ended with status ${status}.`)));
  });
}
