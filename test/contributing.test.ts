import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const text = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");

/** The rows `| what | \`file\`: \`name\` |`. */
const places = [...text.matchAll(/^\| .* \| `([^`]+)`: `([^`]+)` \|$/gm)].map(([, file, name]) => [
  file!,
  name!,
]);

it.each(places)("finds in %s what the map says: %s", (file, name) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toContain(name);
});

it("names folders and files that are there", () => {
  expect(places.length).toBeGreaterThan(10);
  // A name in capitals stands for any.
  const named = [
    ...text.matchAll(/`((?:core|functions|infra|local|analysis|test|bench|docs|notebooks)\/[^`*<\s]*)`/g),
  ]
    .map(([, path]) => path!)
    .filter((path) => !/NAME|NN/.test(path));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
