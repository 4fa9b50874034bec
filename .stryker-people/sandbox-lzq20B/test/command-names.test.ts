// @ts-nocheck
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { COMMANDS } from "../analysis/cli/commands.ts";

const ROOT = join(import.meta.dirname, "..");
const PLACES = [
  "core",
  "functions",
  "infra",
  "local",
  "analysis",
  "notebooks",
  "docs",
  "README.md",
  "CONTRIBUTING.md",
];
const files = execFileSync("git", ["ls-files", ...PLACES], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(ts|tsx|mjs|cjs|md|sql|ipynb)$/.test(file));
const lines = files.flatMap((file) =>
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .map((text) => ({ file, text })),
);
const shown = ({ file, text }: (typeof lines)[number]) => `${file}: ${text.trim()}`;

/** `npm start` is the first thing that people type; the README says once that commands are files too. */
const OTHER_WAYS = new RegExp(`npx tsx analysis/|npm run (--silent )?(${COMMANDS.join("|")})(?![\\w-])`);

it("names commands in one way only, npx lookalike", () => {
  const others = lines.filter(({ text }) => OTHER_WAYS.test(text)).map(shown);
  expect(others).toEqual([
    expect.stringMatching(/^README\.md: .* is an npm script and a file of the same name/),
  ]);
});

it("takes that way from one place in code", () => {
  const written = lines.filter(
    ({ file, text }) =>
      /\.tsx?$/.test(file) &&
      !file.startsWith("analysis/cli/") &&
      file !== "core/command-line.ts" &&
      /npx lookalike/.test(text) &&
      !/^\s*(\*|\/\/|\/\*)/.test(text),
  );
  expect(written.map(shown)).toEqual([]);
});

it("names commands that exist", () => {
  const named = lines.flatMap(({ text }) => [
    ...[...text.matchAll(/npx lookalike ([a-z][a-z-]*)/g)].map(([, name]) => name!),
    ...[...text.matchAll(/commandLine\("([a-z-]+)/g)].map(([, name]) => name!),
  ]);
  expect(named.length).toBeGreaterThan(30);
  expect([...new Set(named)].filter((name) => ![...COMMANDS, "completion"].includes(name))).toEqual([]);
});
