import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HOUSE = ["core", "functions", "infra", "local", "analysis"];

interface Package {
  dependencies: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const readPackage = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Package;
const own = readPackage("package.json");
const bench = readPackage("bench/package.json");

/** What no source file imports, and what it is for. */
const TOOLS: Record<string, string> = {
  "@biomejs/biome": "npm run lint",
  "@stryker-mutator/core": "npm run mutation",
  "@stryker-mutator/vitest-runner": "npm run mutation",
  "@types/node": "types",
  typescript: "npm run types",
};

const IMPORT = /^(?:import|export)\b[^;"]*?\bfrom "([^"]+)"|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm;
const REQUIRE = /\b(?:require|require\.resolve|resolve|createRequire\(import\.meta\.url\))\("([^"]+)"\)/g;
const PACKAGE = /^(?:@[\w.-]+\/)?[a-z][\w-]*/;

/** Packages that files below the folder import, each with one file that does. */
function importedBy(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
    if (!/\.(ts|tsx|mjs|cjs)$/.test(path) || path.includes("node_modules")) continue;
    const source = readFileSync(join(ROOT, folder, path), "utf8");
    for (const match of [...source.matchAll(IMPORT), ...source.matchAll(REQUIRE)]) {
      const specifier = match.slice(1).find((name) => name !== undefined)!;
      const name = PACKAGE.exec(specifier)?.[0];
      if (name === undefined || specifier.startsWith("node:") || builtinModules.includes(name)) continue;
      found.set(name, `${folder}/${path}`);
    }
  }
  return found;
}

const undeclared = (folder: string, ...declared: (Record<string, string> | undefined)[]) =>
  [...importedBy(folder)].filter(([name]) => !declared.some((names) => names && name in names));

it("declares every package that the house imports, apart from what only deploys it", () => {
  for (const folder of HOUSE) {
    const tools = folder === "infra" ? own.devDependencies : undefined;
    expect(undeclared(folder, own.dependencies, tools)).toEqual([]);
  }
});

it("declares every package that tests and benches import", () => {
  expect(undeclared("test", own.dependencies, own.devDependencies)).toEqual([]);
  expect(undeclared("bench", own.dependencies, own.devDependencies, bench.dependencies)).toEqual([]);
});

it("imports every package that it declares, but for the tools", () => {
  const ofHouse = new Set(HOUSE.flatMap((folder) => [...importedBy(folder).keys()]));
  const all = new Set([...ofHouse, ...importedBy("test").keys(), ...Object.keys(TOOLS)]);
  expect(Object.keys(own.dependencies).filter((name) => !ofHouse.has(name))).toEqual([]);
  expect(Object.keys(own.devDependencies!).filter((name) => !all.has(name))).toEqual([]);
  const ofBench = importedBy("bench");
  expect(Object.keys(bench.dependencies).filter((name) => !ofBench.has(name))).toEqual([]);
  expect(Object.keys(TOOLS).filter((name) => !(name in own.devDependencies!))).toEqual([]);
});

it("gives the reason of every dependency in the README", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const names = [...Object.keys(own.dependencies), ...Object.keys(own.devDependencies!)]
    .filter((name) => !/^@(aws-sdk|types|stryker-mutator|biomejs)\//.test(name))
    .filter((name) => name !== "typescript");
  expect(names.filter((name) => !readme.includes(name))).toEqual([]);
});
