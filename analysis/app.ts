import { existsSync } from "node:fs";
import { join } from "node:path";
import { counted } from "../core/counted.ts";
import { openBrowser } from "./app/open-browser.ts";
import { serveApp } from "./app/serve-app.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { DATABASE_FILE } from "./tables/database.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";

command({
  usage: "[--port N] [--no-open]",
  summary:
    "Serves the page of the report on this computer, with decisions a click away: name, merge, split, move, ignore,\n" +
    "review borderline cases, undo, search by dropping a photo. Only those who have the link can use it.",
  options: {
    port: { type: "string", default: "0", value: "N", help: "the port (default: any that is free)" },
    "no-open": { type: "boolean", help: "do not open a browser" },
  },
  async run({ datas, port, "no-open": isQuiet, ...options }) {
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
      throw new CommandError(`Invalid --port "${port}". Give a number from 0 to 65535.`);
    }
    await updateOlderTables(datas);
    if (existsSync(join(datas, DATABASE_FILE))) await refreshTables(datas);
    const app = await serveApp({ ...options, datas, port: Number(port) });
    console.log(`${counted(app.faces, "face")}: ${app.link}`);
    console.log("Ctrl-C stops the app; what was decided is kept.");
    if (!isQuiet) openBrowser(app.link);
    await untilInterrupted(
      (signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())),
    );
    await app.close();
    return 0;
  },
});
