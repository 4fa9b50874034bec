// @ts-nocheck
// Renews what is made in the README and in docs/: npx tsx test/readme/update.ts
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RECORDED } from "../recorded.ts";
import { costSection, QUESTIONS_PAGE, questionsSection, README, withSection } from "./sections.ts";

renew(README, "costs", costSection());
if (RECORDED) {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  renew(QUESTIONS_PAGE, "questions", await questionsSection(RECORDED, join(folder, "faces.duckdb")));
  rmSync(folder, { recursive: true });
} else console.error("The recorded photos are absent: the questions stay as they are.");

function renew(page: string, section: string, text: string): void {
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, text));
}
