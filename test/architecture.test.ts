import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["core", "functions", "infra", "local", "analysis"];

interface Import {
  from: string;
  to: string;
}

/** Path and text of every source file below a folder. */
function sourcesOf(folder: string): [file: string, source: string][] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(m?ts|tsx)$/.test(file) && !file.includes("node_modules"))
    .map((file) => [`${folder}/${file}`, readFileSync(join(ROOT, folder, file), "utf8")]);
}

const imports: Import[] = FOLDERS.flatMap(sourcesOf).flatMap(([file, source]) => importsOf(file, source));

function importsOf(from: string, source: string): Import[] {
  const statements = source.matchAll(/^(import type|import|export)\b[^;"]*?from "(\.[^"]+)"/gm);
  const calls = source.matchAll(/(import)[ (]"(\.[^"]+)"/g);
  return [...statements, ...calls].map(([, , specifier]) => ({
    from,
    to: relative(ROOT, resolve(ROOT, dirname(from), specifier!)),
  }));
}

const folderOf = (file: string) => file.split("/")[0]!;
const show = ({ from, to }: Import) => `${from} imports ${to}`;

/** The imports that leave the folder, apart from those that `isAllowed`. */
function trespasses(folder: string, isAllowed: (edge: Import) => boolean): string[] {
  return imports
    .filter((edge) => folderOf(edge.from) === folder && folderOf(edge.to) !== folder)
    .filter((edge) => !isAllowed(edge))
    .map(show);
}

/** Every way along the imports that leads back to its start. */
function circlesOf(edges: Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    else if (!done.has(file)) {
      for (const target of next.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of next.keys()) walk(file, []);
  return circles;
}

describe("the house", () => {
  it("is seen by this test", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it("lets core import nothing of ours", () => {
    expect(trespasses("core", () => false)).toEqual([]);
  });

  it("keeps files out of core, but for core/files, clients, but for core/table, and sockets altogether", () => {
    const sources = readdirSync(join(ROOT, "core"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(join(ROOT, "core", file), "utf8")] as const);
    const readsFiles = /^import (?!type)[^;]*from "node:fs[^"]*"/m;
    const connects = /^import (?!type)[^;]*from "node:(net|http|child_process)[^"]*"/m;
    const callsAws = /^import (?!type)[^;]*from "@aws-sdk\/[^"]*"/m;
    expect(sources.length).toBeGreaterThan(5);
    const found = (pattern: RegExp) =>
      sources.filter(([, source]) => pattern.test(source)).map(([file]) => file);
    expect(found(connects)).toEqual([]);
    expect(found(readsFiles).filter((file) => !file.startsWith("files/"))).toEqual([]);
    expect(found(callsAws).filter((file) => !file.startsWith("table/"))).toEqual([]);
  });

  it("reads and writes the items of the table through core/table alone, but for the one of admission", () => {
    const found = FOLDERS.filter((folder) => folder !== "local")
      .flatMap(sourcesOf)
      .filter(([, source]) => !/\bCALL_COUNTS\b/.test(source))
      .filter(([, source]) => /\bnew (Get|Put|Update|Delete)Command\(|\bpaginateScan\(/.test(source));
    expect(found.map(([file]) => file)).toEqual(["core/table/photo-items.ts"]);
  });

  it("lets functions import core alone", () => {
    expect(trespasses("functions", ({ to }) => folderOf(to) === "core")).toEqual([]);
  });

  it("lets local import core alone; it loads the handlers by their paths", () => {
    expect(trespasses("local", ({ to }) => folderOf(to) === "core")).toEqual([]);
  });

  it("lets analysis import core, and local through its target alone", () => {
    const isAllowed = ({ from, to }: Import) =>
      folderOf(to) === "core" || (from.startsWith("analysis/target/") && folderOf(to) === "local");
    expect(trespasses("analysis", isAllowed)).toEqual([]);
  });

  it("lets infra import core alone", () => {
    expect(trespasses("infra", ({ to }) => folderOf(to) === "core")).toEqual([]);
  });

  it("has nothing but commands at the top of analysis", () => {
    const files = readdirSync(join(ROOT, "analysis")).filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(10);
    const isCommand = (file: string) => {
      const source = readFileSync(join(ROOT, "analysis", file), "utf8");
      return /^command\(/m.test(source) && !/^export /m.test(source);
    };
    expect(files.filter((file) => !isCommand(file))).toEqual([]);
    const imported = imports.filter(({ to }) => /^analysis\/[\w-]+\.ts$/.test(to));
    expect(imported.map(show)).toEqual([]);
  });

  it("keeps AWS's shapes out of the face engine", () => {
    const faces = imports.filter(({ from }) => from.startsWith("local/faces/"));
    const isOwn = ({ to }: Import) =>
      to.startsWith("local/faces/") ||
      ["core/open-image.ts", "core/rectangle.ts", "core/files/write-atomically.ts"].includes(to);
    expect(faces.filter((edge) => !isOwn(edge)).map(show)).toEqual([]);
    const sources = readdirSync(join(ROOT, "local/faces"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(ROOT, "local/faces", file), "utf8"));
    expect(sources.filter((source) => /@aws-sdk/.test(source))).toEqual([]);
  });

  it("makes no circles between files, of types neither", () => {
    expect(circlesOf(imports)).toEqual([]);
  });

  it("makes no circles between the folders of analysis and local", () => {
    const part = (file: string) => file.split("/").slice(0, 2).join("/");
    const parts = imports.map(({ from, to }) => ({ from: part(from), to: part(to) }));
    expect(circlesOf(parts.filter(({ from, to }) => from !== to))).toEqual([]);
  });
});
