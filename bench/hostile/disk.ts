import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

export interface Trap {
  what: string;
  /** Where it is, as the command names it. */
  name: string;
  /** Matches what people are told of it; none where it is left alone in silence. */
  says?: RegExp;
}

/** What a folder may hold besides files. Answers what was laid, and takes it away where the folder's removal does not. */
export async function layTraps(folder: string): Promise<{ traps: Trap[]; remove(): void }> {
  const traps: Trap[] = [];
  const lay = (what: string, name: string, says: RegExp | undefined, make: (path: string) => void) => {
    make(join(folder, name));
    traps.push({ what, name, ...(says && { says }) });
  };
  const isNoFile = /pipe, a socket or a device/;
  lay("a pipe", "pipe.jpg", isNoFile, (path) => spawnSync("mkfifo", [path]));
  lay("a link in a circle", "circle.jpg", /leads in a circle/, (path) => symlinkSync("circle.jpg", path));
  lay("a link to nothing", "nowhere.jpg", /A link to something that is not there/, (path) =>
    symlinkSync("gone.jpg", path),
  );
  lay("a link to an endless device", "zero.jpg", isNoFile, (path) => symlinkSync("/dev/zero", path));
  lay("a link to the folder itself", "above", undefined, (path) => symlinkSync("..", path));
  lay("a folder that is called like a photo", "folder.jpg", undefined, (path) => mkdirSync(path));
  lay(
    "a file that nobody may read",
    "secret.jpg",
    process.getuid?.() === 0 ? undefined : /Permission denied/,
    (path) => {
      writeFileSync(path, "secret");
      chmodSync(path, 0o000);
    },
  );
  const server = createServer();
  await listen(server, join(folder, "socket.jpg"));
  traps.push({ what: "a socket", name: "socket.jpg", says: isNoFile });
  return { traps, remove: () => server.close() };
}

const listen = (server: Server, path: string) =>
  new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
