// @ts-nocheck
import { type Command, readCommand } from "../terminal/command.ts";

/** All commands, in the groups and the order in which `lookalike --help` lists them. Each is `analysis/<name>.ts`. */
export const GROUPS: Record<string, Record<string, string>> = {
  "Analyse photos": {
    start: "the whole job on this computer: analyse a folder, find similar faces, write the report",
    upload: "send photos to the pipeline",
    backfill: "send photos that are in a bucket already",
    sync: "bring the results into files and the database",
    load: "read a folder of results into the database",
  },
  "Look at the results": {
    report: "write the page with faces, people, searches and charts",
    app: "the same page, served on this computer, to decide who is who",
    sql: "ask the database in SQL",
    search: "find faces similar to a photo or a face",
    people: "group faces into people, name, merge and split them",
    calibrate: "find the threshold that fits your photos",
    notebooks: "open the notebooks in Jupyter",
    "notebooks-execute": "run the notebooks without Jupyter",
    export: "write every table as Parquet or CSV",
  },
  "Keep it in order": {
    plan: "what an analysis would cost, and what was spent",
    doctor: "find and fix differences between the stores",
    forget: "erase a photo, a face or a person everywhere",
    local: "run the local AWS, for any SDK and the AWS CLI",
  },
};

export const COMMANDS: string[] = Object.values(GROUPS).flatMap((group) => Object.keys(group));

const loaded = new Map<string, Promise<Command>>();

/** The command of this name, its file loaded only now. */
export function loadCommand(name: string): Promise<Command> {
  const load = async () => {
    const found = await readCommand(() => import(new URL(`../${name}.ts`, import.meta.url).href));
    if (!found) throw new Error(`analysis/${name}.ts is no command, or was loaded before`);
    return found;
  };
  const spec = loaded.get(name) ?? load();
  loaded.set(name, spec);
  return spec;
}
