// @ts-nocheck
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["core", "functions", "infra", "local", "analysis", "bench"];

/** Lines of code, without comments, that a reader may see a part of. */
const lines = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("node_modules"))
    .flatMap((file) =>
      readFileSync(join(ROOT, folder, file), "utf8")
        .split("\n")
        .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line))
        .map((line) => `${folder}/${file}: ${line.trim()}`),
    ),
);

describe("what people read", () => {
  it.each([
    ["says what is wrong, not what was expected", /["`][Ee]xpected .*["`]/],
    ["counts by counted(), which knows the singular", /\$\{[^}]*=== 1 \? "[^"]*" : "[^"]*s"\}/],
    [
      "calls what runs on the laptop the local AWS",
      /["`][^"`]*\b(the|a|this) region (is|to|runs|that|only)\b/,
    ],
  ])("%s", (_, pattern) => {
    expect(lines.filter((line) => pattern.test(line))).toEqual([]);
  });

  it("is seen by this test", () => {
    expect(lines.length).toBeGreaterThan(10_000);
  });
});
