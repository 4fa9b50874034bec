// @ts-nocheck
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RECORDED } from "../recorded.ts";
import { costSection, QUESTIONS_PAGE, questions, questionsSection, README, sectionOf } from "./sections.ts";

const ROOT = join(README, "..");
const readme = readFileSync(README, "utf8");
const questionsPage = readFileSync(QUESTIONS_PAGE, "utf8");
/** The README and every page of docs/, by path. */
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
].map((path) => [path, readFileSync(join(ROOT, path), "utf8")] as const);
const allText = pages.map(([, text]) => text).join("\n");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

describe("the README and docs/", () => {
  it("names commands that exist", () => {
    const files = [...allText.matchAll(/npx tsx ([\w./-]+\.ts)/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const names = [...allText.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
    expect(names.filter((name) => !scripts[name])).toEqual([]);
    for (const [name, script] of Object.entries(scripts)) {
      const file = /^tsx ([\w./-]+\.ts)/.exec(script)?.[1];
      if (file) expect(existsSync(join(ROOT, file)), `npm run ${name}`).toBe(true);
    }
  });

  it("shows pictures and links files that exist", () => {
    const broken = pages.flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target]) => target!)
        .filter((target) => !existsSync(join(ROOT, path, "..", target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("has the costs that the price table gives", () => {
    expect(sectionOf(readme, "costs")).toBe(costSection());
  });

  it("has ten questions with the SQL of analysis/questions", () => {
    expect(questions()).toHaveLength(10);
    const section = sectionOf(questionsPage, "questions");
    for (const { title, sql } of questions())
      expect(section).toContain(`**${title}**\n\n\`\`\`sql\n${sql}\n\`\`\``);
  });

  it.skipIf(!RECORDED)("has the real answers to them (needs the recorded photos)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    try {
      const answers = await questionsSection(RECORDED!, join(folder, "faces.duckdb"));
      expect(sectionOf(questionsPage, "questions")).toBe(answers);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
