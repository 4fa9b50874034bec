import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeKernelspec } from "../../analysis/notebooks/kernelspec.ts";
import { type CodeCell, type Notebook, textOf } from "../../analysis/notebooks/nbformat.ts";
import { checkNotebook } from "../../analysis/notebooks/problems.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { makeUpFaces } from "./made-up-faces.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const NOTEBOOKS = join(PROJECT, "notebooks");
const NBCONVERT = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "jupyter-nbconvert"))
  .find(existsSync);

const folder = mkdtempSync(join(tmpdir(), "notebooks-"));
const datas = join(folder, "datas");
// As after loading a folder elsewhere: the pictures are there, the database is here.
beforeAll(async () => {
  await makeUpFaces(datas, { faces: 60, people: 6, rejected: 2, source: join(folder, "elsewhere") });
  // Two people who are a third alike: a borderline case.
  await withDatabase(join(datas, DATABASE_FILE), {}, async (connection) => {
    await connection.run(`delete from people;
insert into searches (face_id, path, searched_at, matches, truncated)
  select face_id, face_id, now(), 9, false from faces;
insert into matches (face_id, match_face_id, similarity, engine, model_version)
  select format('face-{:06d}', 6 * i + 2), format('face-{:06d}', 6 * j + 3), 90 - j, 'lookalike', '1'
  from range(10) t(i), range(4) u(j);`);
    await updatePeople(connection, { datas });
  });
});
const made = [folder];
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** Runs the command as a user does. */
function execute(...args: string[]) {
  const script = join(PROJECT, "analysis/notebooks-execute.ts");
  return spawnSync(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: PROJECT,
    encoding: "utf8",
  });
}

const names = readdirSync(NOTEBOOKS).filter((name) => name.endsWith(".ipynb"));
const isCode = (cell: Notebook["cells"][number]): cell is CodeCell => cell.cell_type === "code";
/** As a notebook elsewhere has to write it. */
const sourceOf = (cell: CodeCell) =>
  textOf(cell.source).replace('"../analysis/notebook"', `"${NOTEBOOKS}/../analysis/notebook"`);

const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Notebook;

function notebookOf(...sources: string[]): Notebook {
  const cells = sources.map<CodeCell>((source) => ({
    cell_type: "code",
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  }));
  return { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
}

describe("npx lookalike notebooks-execute", () => {
  it("runs every notebook on data: no error, each chart as Vega-Lite and SVG, faces as pictures", async () => {
    const out = join(folder, "executed");
    const { status, stderr } = execute("--datas", datas, "--out", out, "--html");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const counts = [];
    for (const name of ["01-photos-and-faces", "02-similar-faces", "03-people", "04-decide"]) {
      const { charts, pictures, problems } = await checkNotebook(read(join(out, `${name}.ipynb`)));
      counts.push({ name, charts, hasPictures: pictures > 0, problems });
      const html = readFileSync(join(out, `${name}.html`), "utf8");
      // The page shows what the copy holds and loads nothing.
      expect(html.match(/<svg/g)?.length ?? 0).toBe(charts);
      expect(html).not.toMatch(/<script|src="(?!data:)/);
      expect(html).not.toContain(">no picture<");
    }
    expect(counts).toEqual([
      { name: "01-photos-and-faces", charts: 5, hasPictures: true, problems: [] },
      { name: "02-similar-faces", charts: 3, hasPictures: true, problems: [] },
      // Nobody shares a photo in this data, and none has a date: sentences stand for those charts.
      { name: "03-people", charts: 1, hasPictures: true, problems: [] },
      { name: "04-decide", charts: 0, hasPictures: true, problems: [] },
    ]);
  });

  it("runs every cell of every notebook where there is no data yet, with sentences for charts", async () => {
    // One after the other in one kernel: to start one takes longer than all the cells.
    const notebooks = names.map((name) => read(join(NOTEBOOKS, name)));
    const sources = notebooks.map(({ cells }) =>
      cells.flatMap((cell) => (isCode(cell) ? sourceOf(cell) : [])),
    );
    const path = join(folder, "all.ipynb");
    writeFileSync(path, JSON.stringify(notebookOf(...sources.flat())));
    const { status, stderr } = execute(path, "--datas", join(folder, "nowhere"), "--out", folder);
    expect([status, stderr]).toEqual([0, ""]);
    const cells = read(path).cells as CodeCell[];
    for (const own of sources) {
      const check = await checkNotebook({ ...notebookOf(), cells: cells.splice(0, own.length) });
      expect(check).toMatchObject({ charts: 0, pictures: 0, problems: [] });
      expect(check.sentences).toBeGreaterThan(2);
    }
    expect(cells).toEqual([]);
  });

  describe("a notebook of one's own, one cell of which fails", () => {
    const path = join(folder, "own.ipynb");
    let ended: ReturnType<typeof execute>;
    let cells: CodeCell[];
    beforeAll(() => {
      // Cells import what is installed beside their notebook.
      symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
      const sources = [
        `import pMap from "p-map";\nimport { borderline, decide } from "${NOTEBOOKS}/../analysis/notebook";
const pairs = await borderline();
console.log((await pMap(pairs, async ({ similarity }) => similarity)).join());`,
        `await decide(pairs, { 1: "different", 7: "same" });\nconsole.log((await borderline()).length);`,
        `await decide(pairs, { 1: "same" });`,
        "throw new TypeError(`no ${pairs.length}`);",
        "pairs;",
      ];
      writeFileSync(path, JSON.stringify(notebookOf(...sources)));
      ended = execute(path, "--datas", datas, "--out", folder);
      cells = read(path).cells as CodeCell[];
    });

    it("decides about borderline pairs from a cell, which imports packages that are ES modules too", () => {
      const [asked, decided, refused] = cells.map(({ outputs }) =>
        outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join(""),
      );
      expect(asked).toBe("90\n");
      expect(decided).toMatch(/^1: Decided .*different/i);
      expect(decided).toMatch(/7: There is no pair with this number\.\n0\n$/);
      expect(refused).toMatch(/^1: .*contradicts/i);
      expect(readFileSync(join(datas, "decisions.jsonl"), "utf8")).toMatch(
        /^{[^\n]*"type":"distinct"[^\n]*}\n$/,
      );
    });

    it("names the cell that failed, exits 1, and leaves the later cells alone", () => {
      expect(ended.stderr).toBe("own.ipynb, cell 4: TypeError: no 1\n");
      expect(ended.status).toBe(1);
      expect(cells.map(({ execution_count }) => execution_count)).toEqual([1, 2, 3, 4, null]);
    });
  });

  it("names a cell whose types do not fit", () => {
    const path = join(folder, "mistyped.ipynb");
    const notebook = notebookOf(`import { rows } from "${NOTEBOOKS}/../analysis/notebook";\nawait rows(42);`);
    writeFileSync(path, JSON.stringify(notebook));
    const { status, stderr } = execute(path, "--datas", datas, "--out", folder);
    expect(stderr).toMatch(
      /^mistyped\.ipynb, cell 1: .*'number' is not assignable to parameter of type 'string'/,
    );
    expect(status).toBe(1);
  });

  it("says which notebook it expected", () => {
    const { status, stderr } = execute(join(folder, "none.ipynb"), "--datas", datas, "--out", folder);
    expect(stderr).toMatch(/^No notebook at .*none\.ipynb/);
    expect(status).toBe(2);
  });
});

describe("npx lookalike notebooks", () => {
  const notebooks = (args: string[], environment: Record<string, string>) =>
    spawnSync(process.execPath, ["--import", "tsx", join(PROJECT, "analysis/notebooks.ts"), ...args], {
      cwd: PROJECT,
      encoding: "utf8",
      env: { ...process.env, ...environment },
    });

  it("says in one line how to get Jupyter where it is missing", () => {
    const { status, stderr } = notebooks(["--datas", datas], { PATH: "/nowhere" });
    expect(stderr).toMatch(
      /^Neither jupyter-lab nor jupyter-notebook is on the PATH\..*pip install jupyterlab.*\n$/,
    );
    expect(status).toBe(2);
  });

  it("starts Jupyter on the notebooks, with the kernel of this project's node_modules", () => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    const jupyter = join(bin, "jupyter-lab");
    writeFileSync(jupyter, '#!/bin/sh\necho "$1"; echo "$JUPYTER_PATH"\n', { mode: 0o755 });
    const { status, stdout } = notebooks(["--datas", datas], {
      PATH: `${bin}:/bin:/usr/bin`,
      JUPYTER_PATH: "/mine",
    });
    expect(status).toBe(0);
    const [opened, path] = stdout.trim().split("\n");
    expect(opened).toBe(`${NOTEBOOKS}/`);
    const [own, theirs] = path!.split(":");
    made.push(own!);
    expect(theirs).toBe("/mine");
    const spec = JSON.parse(readFileSync(join(own!, "kernels/tslab/kernel.json"), "utf8"));
    expect(spec.env).toEqual({ LOOKALIKE_DATAS: datas });
    expect(spec.argv[1]).toBe(join(PROJECT, "node_modules/tslab/bin/tslab"));
  });

  it.skipIf(NBCONVERT === undefined)(
    "gives Jupyter's own nbconvert a kernel that runs the notebooks (skipped without jupyter-nbconvert on the PATH)",
    async () => {
      const jupyterPath = writeKernelspec(datas);
      made.push(jupyterPath);
      const args = ["--to", "notebook", "--execute", "--output-dir", join(folder, "nbconvert")];
      execFileSync(NBCONVERT!, [...args, join(NOTEBOOKS, "02-similar-faces.ipynb")], {
        env: { ...process.env, JUPYTER_PATH: jupyterPath },
        stdio: "pipe",
      });
      const check = await checkNotebook(read(join(folder, "nbconvert", "02-similar-faces.ipynb")));
      expect(check).toMatchObject({ charts: 3, problems: [] });
    },
  );
});

describe("the notebooks in the repository", () => {
  it.each(names)("%s: holds no outputs, imports analysis only, names its kernel", (name) => {
    const { cells, metadata } = read(join(NOTEBOOKS, name));
    expect(metadata).toMatchObject({ kernelspec: { name: "tslab" } });
    const code = cells.filter((cell) => cell.cell_type === "code");
    for (const cell of code) expect([cell.outputs, cell.execution_count]).toEqual([[], null]);
    const text = code.map(({ source }) => [source].flat().join("")).join("\n");
    const imported = [...text.matchAll(/from "([^"]+)"/g)].map(([, from]) => from);
    expect(new Set(imported)).toEqual(new Set(["../analysis/notebook"]));
  });
});
