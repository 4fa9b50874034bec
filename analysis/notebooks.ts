import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { commandLine } from "../core/command-line.ts";
import { writeKernelspec } from "./notebooks/kernelspec.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { CommandError, command } from "./terminal/command.ts";

const NOTEBOOKS = fileURLToPath(new URL("../notebooks/", import.meta.url));

command({
  usage: "[--datas DIR] [--path] [-- JUPYTER-OPTION…]",
  summary:
    "Opens the notebooks in JupyterLab or Jupyter Notebook, with this project's TypeScript kernel.\n" +
    `In VS Code (with its Jupyter extension): JUPYTER_PATH="$(${commandLine("notebooks")} --path)" code notebooks`,
  options: {
    path: { type: "boolean", help: "only print the folder that holds the kernel, for JUPYTER_PATH" },
  },
  positionals: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ datas, path }, more) {
    const own = writeKernelspec(resolve(datas));
    if (path) {
      console.log(own);
      return 0;
    }
    const program = ["jupyter-lab", "jupyter-notebook"].find(isOnPath);
    if (program === undefined) {
      throw new CommandError(
        `Neither jupyter-lab nor jupyter-notebook is on the PATH. Install one: pip install jupyterlab (or: apt install jupyter-notebook). Without it: ${commandLine("notebooks-execute")} --html`,
      );
    }
    const paths = [own, process.env.JUPYTER_PATH].filter((folder) => folder).join(delimiter);
    await updateOlderTables(datas);
    const child = spawn(program, [NOTEBOOKS, ...more], {
      stdio: "inherit",
      env: { ...process.env, JUPYTER_PATH: paths },
    });
    // Jupyter asks before it ends on Ctrl-C: the signal is its own, this process only waits for it.
    process.on("SIGINT", () => {});
    return new Promise<number>((done, fail) => {
      child.on("error", fail);
      child.on("exit", (code) => done(code ?? 1));
    });
  },
});

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
