import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { executeNotebook } from "./notebooks/execute.ts";
import { notebookHtml } from "./notebooks/notebook-html.ts";
import { checkNotebook } from "./notebooks/problems.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { CommandError, command } from "./terminal/command.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks/", import.meta.url));

command({
  usage: "[FILE…] [--html] [--datas DIR] [--out DIR]",
  summary:
    "Runs notebooks top to bottom without Jupyter and keeps copies with their outputs (all of notebooks/ by default).",
  options: {
    out: {
      type: "string",
      value: "DIR",
      help: "where the copies go (default notebooks/ in the data folder)",
    },
    html: { type: "boolean", help: "also write an HTML page of each, to read without Jupyter" },
  },
  positionals: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ datas, out = join(datas, "notebooks"), html }, files) {
    await updateOlderTables(datas);
    const paths = files.length > 0 ? files : await ownNotebooks();
    await mkdir(out, { recursive: true });
    let failures = 0;
    for (const path of paths) {
      const name = basename(path, ".ipynb");
      const notebook = await executeNotebook(path, { datas }).catch(unreadable(path));
      const copy = join(out, `${name}.ipynb`);
      await writeFile(copy, `${JSON.stringify(notebook, null, 1)}\n`);
      if (html) await writeFile(join(out, `${name}.html`), notebookHtml(notebook, name));
      const { charts, pictures, problems } = await checkNotebook(notebook);
      console.log(`${html ? copy.replace(/ipynb$/, "html") : copy}  ${charts} charts, ${pictures} pictures`);
      for (const problem of problems) console.error(`${basename(path)}, ${problem}`);
      failures += problems.length;
    }
    return failures > 0 ? 1 : 0;
  },
});

async function ownNotebooks(): Promise<string[]> {
  const names = await readdir(NOTEBOOKS);
  return names
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(NOTEBOOKS, name));
}

/** A file that is not there or no notebook is the user's to fix; anything else is not. */
const unreadable = (path: string) => (error: Error & { code?: string }) => {
  if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
  throw new CommandError(
    `No notebook at ${path}: ${error.code === "ENOENT" ? "no such file" : "it is not JSON"}. Give a .ipynb file, or none for all of ${NOTEBOOKS}.`,
  );
};
