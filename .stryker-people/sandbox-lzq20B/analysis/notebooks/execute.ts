// @ts-nocheck
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type Kernel, withErrorText, withKernel } from "./kernel.ts";
import { type Notebook, textOf } from "./nbformat.ts";

export interface ExecuteOptions {
  /** Explored data folder. */
  datas: string;
  timeoutSeconds?: number;
}

/** Runs the notebook top to bottom in a fresh kernel and returns a copy with its outputs; stops at an error. */
export async function executeNotebook(path: string, { datas, ...limits }: ExecuteOptions): Promise<Notebook> {
  const notebook = JSON.parse(await readFile(path, "utf8")) as Notebook;
  const environment = { LOOKALIKE_DATAS: resolve(datas) };
  return withKernel({ cwd: dirname(resolve(path)), environment, ...limits }, (kernel) =>
    run(notebook, kernel),
  );
}

async function run(notebook: Notebook, kernel: Kernel): Promise<Notebook> {
  const copy = structuredClone(notebook);
  let count = 0;
  for (const cell of copy.cells) {
    if (cell.cell_type !== "code") continue;
    cell.outputs = withErrorText(await kernel.execute(textOf(cell.source)));
    cell.execution_count = ++count;
    if (cell.outputs.some(({ output_type }) => output_type === "error")) break;
  }
  return copy;
}
